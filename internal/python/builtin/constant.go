package builtin

// letters are constant texts of the standard library.
var letters = map[string]string{
	"string.ascii_lowercase": "abcdefghijklmnopqrstuvwxyz",
	"string.ascii_uppercase": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
	"os.pardir":              "..", "os.path.pardir": "..", "os.curdir": ".", "os.path.curdir": ".",
	"string.ascii_letters": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
	"string.digits":        "0123456789",
	"string.hexdigits":     "0123456789abcdefABCDEF",
	"string.octdigits":     "01234567",
	"string.punctuation":   "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
	"string.whitespace":    " \t\n\r\x0b\x0c",
}

// Constant is the text that a name of the standard library stands for.
func (Semantics) Constant(name string) (string, bool) {
	text, ok := letters[name]
	return text, ok
}
