; Inno Setup's recipe for the installer, dist\fbrowser-VERSION-setup.exe. Run by make_installer.py, which hands in:
;   Version    as the program says it          Numbers    the same as four numbers
;   Signed     defined if there is a sign tool named "sign"
; For one user, without an administrator; what is written outside the folder of the program goes when it goes.

#ifndef Version
  #error Run packaging\windows\make_installer.py
#endif
#define Arabic FileExists(CompilerPath + "Languages\Arabic.isl")
#define Verb "Software\Classes\Directory\shell\fbrowser"

[Setup]
AppId={{4B0B58A6-3C36-4D55-9C7A-0B7B8C1F3E52}
AppName=fbrowser
AppVersion={#Version}
AppVerName=fbrowser {#Version}
AppPublisher=the fbrowser developers
VersionInfoVersion={#Numbers}
DefaultDirName={autopf}\fbrowser
PrivilegesRequired=lowest
DisableProgramGroupPage=yes
DisableWelcomePage=yes
DisableReadyPage=yes
; What Qt 6 asks for: Windows 10 1809.
MinVersion=10.0.17763
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; One that runs is asked to close, and an installation that nobody watches does not go on before it has.
CloseApplications=yes
CloseApplicationsFilter=*.exe,*.dll,*.pyd
RestartApplications=no
ShowLanguageDialog=auto
SetupIconFile=..\..\build\fbrowser.ico
UninstallDisplayIcon={app}\fbrowser.exe
WizardStyle=modern
Compression=lzma2
SolidCompression=yes
OutputDir=..\..\dist
OutputBaseFilename=fbrowser-{#Version}-setup
#ifdef Signed
SignTool=sign
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
#if Arabic
Name: "ar"; MessagesFile: "compiler:Languages\Arabic.isl"
#endif

[CustomMessages]
en.OpenWith=Offer "Open with fbrowser" in the menu of folders
en.Verb=Open with fbrowser
en.StillRuns=fbrowser is open. Close it, then try again.
en.RemoveCache=Remove the index of your folders as well? It can be made again at any time. Settings, bookmarks and sessions stay.
de.OpenWith=„Mit fbrowser öffnen“ im Menü von Ordnern anbieten
de.Verb=Mit fbrowser öffnen
de.StillRuns=fbrowser ist geöffnet. Schließen Sie es, und versuchen Sie es noch einmal.
de.RemoveCache=Auch den Index Ihrer Ordner entfernen? Er lässt sich jederzeit neu anlegen. Einstellungen, Lesezeichen und Sitzungen bleiben.
#if Arabic
ar.OpenWith=عرض «الفتح باستخدام fbrowser» في قائمة المجلدات
ar.Verb=الفتح باستخدام fbrowser
ar.StillRuns=‏fbrowser مفتوح. أغلقه ثم أعد المحاولة.
ar.RemoveCache=هل تريد أيضًا إزالة فهرس مجلداتك؟ يمكن إنشاؤه من جديد في أي وقت. تبقى الإعدادات والإشارات المرجعية والجلسات.
#endif

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "openwith"; Description: "{cm:OpenWith}"; Flags: unchecked

[InstallDelete]
; What an older version had and this one has not. One that still runs keeps it all: setup then ends at the next file.
Type: filesandordirs; Name: "{app}\_internal"; Check: IsClosed

[Files]
; First what cannot be replaced as long as it runs.
Source: "..\..\dist\fbrowser\fbrowser.exe"; DestDir: "{app}"; Flags: ignoreversion
Source: "..\..\dist\fbrowser\*"; Excludes: "\fbrowser.exe"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\fbrowser"; Filename: "{app}\fbrowser.exe"
Name: "{autodesktop}\fbrowser"; Filename: "{app}\fbrowser.exe"; Tasks: desktopicon

[Registry]
Root: HKCU; Subkey: "{#Verb}"; ValueType: none; Flags: deletekey; Tasks: not openwith
Root: HKCU; Subkey: "{#Verb}"; ValueType: string; ValueData: "{cm:Verb}"; Flags: uninsdeletekey; Tasks: openwith
Root: HKCU; Subkey: "{#Verb}"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\fbrowser.exe"; Tasks: openwith
Root: HKCU; Subkey: "{#Verb}\command"; ValueType: string; ValueData: """{app}\fbrowser.exe"" ""%1"""; Tasks: openwith
; What the setting "Start with the session" writes.
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: none; ValueName: "fbrowser"; Flags: uninsdeletevalue dontcreatekey

[Run]
Filename: "{app}\fbrowser.exe"; Description: "{cm:LaunchProgram,fbrowser}"; Flags: nowait postinstall skipifsilent

[UninstallDelete]
Type: dirifempty; Name: "{app}"

[Code]
// A program that runs cannot be opened to be written.
function Runs(Name: String): Boolean;
var
  Stream: TFileStream;
  Path: String;
begin
  Path := ExpandConstant('{app}\') + Name;
  Result := FileExists(Path);
  if Result then
  try
    Stream := TFileStream.Create(Path, fmOpenReadWrite or fmShareExclusive);
    Stream.Free;
    Result := False;
  except
  end;
end;

// False if it runs, and whoever was asked to close it did not. Setup itself has asked it to close before.
function IsClosed: Boolean;
begin
  Result := True;
  while Result and (Runs('fbrowser.exe') or Runs('fbrowser-cli.exe')) do
    Result := SuppressibleMsgBox(CustomMessage('StillRuns'), mbError, MB_RETRYCANCEL, IDCANCEL) = IDRETRY;
end;

// Whoever uninstalls is not asked by Inno Setup, and files would stay.
function InitializeUninstall: Boolean;
begin
  Result := IsClosed;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Cache: String;
begin
  Cache := ExpandConstant('{localappdata}\fbrowser\Cache');
  if (Step = usPostUninstall) and DirExists(Cache) then
    if SuppressibleMsgBox(CustomMessage('RemoveCache'), mbConfirmation, MB_YESNO or MB_DEFBUTTON2, IDNO) = IDYES then
    begin
      DelTree(Cache, True, True, True);
      RemoveDir(ExpandConstant('{localappdata}\fbrowser'));
    end;
end;
