package workspace

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

var byteOrderMark = []byte("\xef\xbb\xbf")

// Decode turns a Python file's bytes into UTF-8 without a byte order mark, as
// PEP 263 has it, or gives the code and the reason for which it cannot.
func Decode(data []byte) (decoded []byte, code, reason string) {
	marked := bytes.HasPrefix(data, byteOrderMark)
	data = bytes.TrimPrefix(data, byteOrderMark)
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return nil, Encoding, "UTF-16 text, which Python does not read"
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return nil, Binary, fmt.Sprintf("a NUL byte at offset %d: not text", i)
	}
	name := declared(data)
	if name == "" || marked || isUTF8(name) {
		if utf8.Valid(data) {
			return data, "", ""
		}
		return nil, Encoding, fmt.Sprintf("byte 0x%02x at offset %d is not UTF-8, and no other encoding is declared", data[invalid(data)], invalid(data))
	}
	if name == "ascii" || name == "us-ascii" {
		if isASCII(data) {
			return data, "", ""
		}
		return nil, Encoding, "declares ASCII but holds other bytes"
	}
	// ASCII bytes under an unknown name may still mean something else (utf-7,
	// rot13), so they are not read as if they were plain.
	table := encodings[name]
	if table == nil {
		return nil, Encoding, fmt.Sprintf("declares the encoding %q, which is not known here", name)
	}
	decoded, err := table.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
		return nil, Encoding, fmt.Sprintf("declares the encoding %q but holds bytes that are not", name)
	}
	return decoded, "", ""
}

func isUTF8(name string) bool {
	return name == "utf-8" || name == "utf8" || name == "u8" || name == "utf-8-sig" || strings.HasPrefix(name, "utf-8-") || name == "cp65001"
}

func isASCII(data []byte) bool {
	for _, b := range data {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// invalid is the offset of the first byte that is not UTF-8.
func invalid(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return 0
}

// encodings by the names that Python knows them by.
var encodings = map[string]encoding.Encoding{
	"latin-1": charmap.ISO8859_1, "latin1": charmap.ISO8859_1, "iso-8859-1": charmap.ISO8859_1, "iso8859-1": charmap.ISO8859_1,
	"iso-latin-1": charmap.ISO8859_1, "l1": charmap.ISO8859_1, "8859": charmap.ISO8859_1, "iso-latin-1-unix": charmap.ISO8859_1,
	"iso-8859-2": charmap.ISO8859_2, "latin-2": charmap.ISO8859_2, "latin2": charmap.ISO8859_2, "iso8859-2": charmap.ISO8859_2,
	"iso-8859-3": charmap.ISO8859_3, "iso-8859-4": charmap.ISO8859_4, "iso-8859-5": charmap.ISO8859_5,
	"iso-8859-6": charmap.ISO8859_6, "iso-8859-7": charmap.ISO8859_7, "iso-8859-8": charmap.ISO8859_8,
	"iso-8859-9": charmap.ISO8859_9, "latin-5": charmap.ISO8859_9, "iso-8859-10": charmap.ISO8859_10,
	"iso-8859-13": charmap.ISO8859_13, "iso-8859-14": charmap.ISO8859_14,
	"iso-8859-15": charmap.ISO8859_15, "iso8859-15": charmap.ISO8859_15, "latin-9": charmap.ISO8859_15, "latin9": charmap.ISO8859_15,
	"iso-8859-16": charmap.ISO8859_16,
	"cp437":       charmap.CodePage437, "cp850": charmap.CodePage850, "cp852": charmap.CodePage852, "cp866": charmap.CodePage866,
	"cp1250": charmap.Windows1250, "windows-1250": charmap.Windows1250,
	"cp1251": charmap.Windows1251, "windows-1251": charmap.Windows1251,
	"cp1252": charmap.Windows1252, "windows-1252": charmap.Windows1252,
	"cp1253": charmap.Windows1253, "windows-1253": charmap.Windows1253,
	"cp1254": charmap.Windows1254, "windows-1254": charmap.Windows1254,
	"cp1255": charmap.Windows1255, "cp1256": charmap.Windows1256, "cp1257": charmap.Windows1257, "cp1258": charmap.Windows1258,
	"koi8-r": charmap.KOI8R, "koi8-u": charmap.KOI8U, "mac-roman": charmap.Macintosh,
	"euc-jp": japanese.EUCJP, "eucjp": japanese.EUCJP, "ujis": japanese.EUCJP,
	"shift-jis": japanese.ShiftJIS, "shiftjis": japanese.ShiftJIS, "sjis": japanese.ShiftJIS, "cp932": japanese.ShiftJIS,
	"iso-2022-jp": japanese.ISO2022JP,
	"euc-kr":      korean.EUCKR, "cp949": korean.EUCKR,
	"gbk": simplifiedchinese.GBK, "cp936": simplifiedchinese.GBK, "gb2312": simplifiedchinese.GBK, "gb18030": simplifiedchinese.GB18030,
	"big5": traditionalchinese.Big5, "cp950": traditionalchinese.Big5,
}
