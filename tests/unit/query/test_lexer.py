"""Texts become tokens, whatever they are."""

from hypothesis import given
from hypothesis import strategies as st

from fbrowser.index.query.lexer import TokenKind, lex, quote
from tests.helpers.query_texts import TEXTS

SHORT = {
    TokenKind.NOT: "!",
    TokenKind.AND: "&",
    TokenKind.OR: "||",
    TokenKind.PIPE: "|",
    TokenKind.OPEN: "(",
    TokenKind.CLOSE: ")",
}


def written(text: str) -> list[str]:
    """Return tokens in short: a word as itself, a function as `name:` with its value."""
    return [
        SHORT.get(token.kind) or (f"{token.name}:{token.text}" if token.name else token.text)
        for token in lex(text, ["pic"])
    ]


TOKENS: dict[str, list[str]] = {
    "": [],
    " \t\u3000\n": [],
    "a b": ["a", "b"],
    "a\u00a0b\u2003c": ["a", "b", "c"],
    "a\x00b\x1cc\x1fd": ["a\x00b\x1cc\x1fd"],
    "a|b": ["a", "|", "b"],
    "a || b": ["a", "||", "b"],
    "a||b": ["a", "|", "|", "b"],
    "a OR b AND c && d": ["a", "||", "b", "&", "c", "&", "d"],
    "a or b&&c ORE": ["a", "or", "b&&c", "ORE"],
    "(a)OR(b)": ["(", "a", ")", "||", "(", "b", ")"],
    "(a OR)": ["(", "a", "||", ")"],
    "OR)": ["OR)"],
    "exact:OR !OR": ["exact:", "OR", "!", "OR"],
    "a OR|b": ["a", "||", "|", "b"],
    "a|||b": ["a", "||", "|", "b"],
    "a|OR b|NOT c": ["a", "|", "||", "b", "|", "!", "c"],
    "!a a!b !!c NOT d": ["!", "a", "a!b", "!", "!", "c", "!", "d"],
    "<a b>": ["(", "a", "b", ")"],
    "(a <b) c>": ["(", "a", "(", "b)", "c", ")"],
    "a) b>": ["a)", "b>"],
    "-> => a->b": ["->", "=>", "a->b"],
    "foo(1).txt": ["foo(1).txt"],
    "(foo(1).txt)": ["(", "foo(1).txt", ")"],
    "foo(a b)": ["foo(a", "b)"],
    "x(y|z)": ["x(y", "|", "z)"],
    '"a b"': ["a b"],
    'a"b c"d': ["ab cd"],
    '"a|b" "(" "OR"': ["a|b", "(", "OR"],
    '"a""b"': ['a"b'],
    '"a b': ["a b"],
    "“a b”": ["“a", "b”"],
    "size:>1mb": ["size:>1mb"],
    "size:<1mb>": ["size:<1mb>"],
    "<size:<1mb>": ["(", "size:<1mb", ")"],
    "<len:>=5>": ["(", "len:>=5", ")"],
    "SIZE:1|Modified:2": ["size:1", "|", "dm:2"],
    "size: >1": ["size:", ">1"],
    "size:>(1)": ["size:>(1)"],
    'in:"a b"/c': ["in:a b/c"],
    "case:path:a": ["case:", "path:", "a"],
    "case:(a|b)": ["case:", "(", "a", "|", "b", ")"],
    "pic:a PIC: pics:a": ["pic:", "a", "pic:", "pics:a"],
    "foo:a C:\\x http://x 12:30": ["foo:a", "C:\\x", "http://x", "12:30"],
    "xsize:1 -size:1": ["xsize:1", "-size:1"],
    "regex:^a(b|c) d": ["regex:^a(b|c)", "d"],
    "regex:a|b": ["regex:a|b"],
    "regex:(a b)c d": ["regex:(a b)c", "d"],
    "regex:[ (] d": ["regex:[ (]", "d"],
    "regex:[]( )] d": ["regex:[]( )]", "d"],
    r"regex:\( d": ["regex:\\(", "d"],
    r"regex:[\] ] d": ["regex:[\\] ]", "d"],
    "regex:[a d": ["regex:[a d"],
    "(regex:^a) d": ["(", "regex:^a", ")", "d"],
    "<regex:(?<n>a)> d": ["(", "regex:(?<n>a)", ")", "d"],
    "regex:a) d": ["regex:a)", "d"],
    'regex:"a b"|c': ["regex:a b", "|", "c"],
    'regex:a"b c"': ['regex:a"b', 'c"'.replace('"', "")],
}


def test_text_becomes_tokens() -> None:
    assert {text: written(text) for text in TOKENS} == TOKENS


def test_a_token_knows_what_stands_before_it() -> None:
    assert [token.glued for token in lex("(a)b c|d case:e")] == [
        False,
        True,
        True,
        True,
        False,
        True,
        True,
        False,
        True,
    ]


def test_a_word_knows_its_quotes() -> None:
    (token,) = lex('a*"b*"c"d')
    assert (token.text, token.bare, token.unclosed) == ("a*b*cd", "a*c", True)


@given(TEXTS)
def test_tokens_are_all_of_a_text_but_white_space(text: str) -> None:
    tokens = lex(text)
    ends = [0, *(token.span.end for token in tokens)]
    starts = [*(token.span.start for token in tokens), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert all(token.span.start < token.span.end for token in tokens)
    assert "".join(gaps).isspace() or not any(gaps)
    assert [not gap for gap in gaps[1:-1]] == [token.glued for token in tokens[1:]]


@given(st.text())
def test_a_quoted_text_is_one_word(text: str) -> None:
    (token,) = lex(quote(text))
    assert (token.kind, token.text, token.bare, token.unclosed) == (TokenKind.WORD, text, "", False)
