# Installs with the installer in dist\ without a question, tries what was installed, and uninstalls: nothing may be left.
$ErrorActionPreference = 'Stop'

$app = Join-Path $env:LOCALAPPDATA 'Programs\fbrowser'
$verb = 'HKCU:\Software\Classes\Directory\shell\fbrowser'
$silent = '/VERYSILENT', '/SUPPRESSMSGBOXES', '/NORESTART'

function Invoke-Quietly([string] $program, [string[]] $arguments) {
    $process = Start-Process -FilePath $program -ArgumentList $arguments -Wait -PassThru
    if ($process.ExitCode) { throw "$program ended with $($process.ExitCode)" }
}

$setup = Get-ChildItem 'dist\fbrowser-*-setup.exe'
if ($setup.Count -ne 1) { throw "$($setup.Count) installers in dist, not one" }

Invoke-Quietly $setup.FullName $silent
if (Test-Path $verb) { throw 'the menu of folders was changed without being asked' }
python packaging\smoke_test.py "$app\fbrowser-cli.exe" "$app\fbrowser.exe"
if ($LASTEXITCODE) { throw 'what was installed does not work' }

Invoke-Quietly $setup.FullName ($silent + '/TASKS="openwith"')
if (-not (Test-Path "$verb\command")) { throw 'the menu of folders was not changed' }

Invoke-Quietly "$app\unins000.exe" $silent
for ($tries = 0; (Test-Path $app) -and $tries -lt 20; $tries++) { Start-Sleep -Milliseconds 500 }
if (Test-Path $app) { throw "left behind: $(Get-ChildItem -Recurse -Name $app)" }
if (Test-Path $verb) { throw 'the menu of folders still offers fbrowser' }
Write-Output 'installed, tried, uninstalled: ok'
