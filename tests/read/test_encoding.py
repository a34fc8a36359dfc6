import pytest

from kg.errors import ArticleRefused
from kg.read.encoding import decode

TEXT = "The ferry “Wild Goose” — 12 °C, fog, 3 € a ticket — ran aground at the café."

DECODED = {
    "ascii": (b"fog", "fog"),
    "utf-8": (TEXT.encode(), TEXT),
    "utf-8 with a mark, which is no text": (b"\xef\xbb\xbf" + TEXT.encode(), TEXT),
    "utf-16 little-endian with a mark": (b"\xff\xfe" + TEXT.encode("utf-16-le"), TEXT),
    "utf-16 big-endian with a mark": (b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT),
    "utf-32 with a mark": (b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), TEXT),
    "windows-1252 marks and letters that others share": (TEXT.encode("cp1252"), TEXT),
    "pounds before a number": ("It cost £300.".encode("cp1252"), "It cost £300."),
    "a replacement character that somebody else wrote": ("a\ufffdb".encode(), "a\ufffdb"),
    "zero width and bidirectional marks": ("a\u200b\u202eb".encode(), "a\u200b\u202eb"),
}
REFUSED = {
    "another western code page": ("Erdoğan came".encode("cp1254"), "byte 0xF0 at 4"),
    "central european": ("Łódź and Kraków".encode("cp1250"), "byte 0xA3 at 0"),
    "a letter on which code pages differ": ("piñata".encode("cp1252"), "byte 0xF1 at 2"),
    "cyrillic": ("Корабль".encode("cp1251"), "byte 0xCA at 0"),
    "shift-jis": ("The 霧 came".encode("shift_jis"), "is not UTF-8: byte 0x96 at 4"),
    "gbk": ("The 雾 came".encode("gbk"), "is not UTF-8"),
    "old dos": ("at the café".encode("cp437"), "byte 0x82 at 10"),
    "old macintosh": ("at the café".encode("mac-roman"), "byte 0x8E at 10"),
    "macintosh quotation marks": ("“Fog”".encode("mac-roman"), "byte 0xD2 at 0"),
    "cut off inside a character": ("café".encode()[:-1], "cut off inside a character: byte 0xC3"),
    "surrogate in utf-8": (b"a\xed\xa0\x80", "byte 0xED at 1"),
    "overlong utf-8": (b"a\xc0\xaf", "byte 0xC0 at 1"),
    "odd utf-16": (b"\xff\xfea\0b", "byte 0x62 at 4"),
    "lone surrogate in utf-16": (b"\xff\xfe\x00\xd8a\0", "byte 0x00 at 2"),
    "utf-16 without a mark": ("fog on the sea".encode("utf-16-le"), "UTF-16 without a mark"),
    "zeros": (b"fog\0fog", "is not text: byte 0x00 at 3"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(20), "is a PNG image"),
    "elf": (b"\x7fELF" + bytes(20), "is a program"),
    "pdf": (b"%PDF-1.7\n", "is a PDF document"),
    "gzip": (b"\x1f\x8b\x08" + bytes(9), "is a gzip archive"),
    "docx": (b"PK\x03\x04rest", "ZIP archive or an office document"),
}


@pytest.mark.parametrize("name", DECODED)
def test_decodes(name):
    data, text = DECODED[name]
    assert decode(data, where="a.txt") == text


@pytest.mark.parametrize("name", REFUSED)
def test_refuses(name):
    data, reason = REFUSED[name]
    with pytest.raises(ArticleRefused) as refused:
        decode(data, where="a.txt")
    assert refused.value.path == "a.txt"
    assert reason in refused.value.reason
    assert refused.value.advice


def test_declared_encoding_is_taken_strictly():
    assert decode("Erdoğan".encode("cp1254"), where="a", declared="cp1254") == "Erdoğan"
    with pytest.raises(ArticleRefused, match="is not CP1252: byte 0x81 at 3"):
        decode(b"fog\x81", where="a", declared="cp1252")


def test_mark_goes_before_declaration():
    assert decode(b"\xef\xbb\xbfcaf\xc3\xa9", where="a", declared="cp1252") == "café"
