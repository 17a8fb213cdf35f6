package value

import "strings"

// nativeAttributes are the attributes of the texts and numbers of the language itself,
// but for those with underscores (the library reference, Built-in Types).
var nativeAttributes = map[string]string{
	"builtins.str": " capitalize casefold center count encode endswith expandtabs find format format_map index isalnum isalpha isascii isdecimal isdigit isidentifier " +
		"islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust " +
		"rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill ",
	"builtins.bytes": " capitalize center count decode endswith expandtabs find fromhex hex index isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust " +
		"lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip " +
		"swapcase title translate upper zfill ",
	"builtins.int":     " as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real to_bytes ",
	"builtins.float":   " as_integer_ratio conjugate fromhex hex imag is_integer real ",
	"builtins.complex": " conjugate imag real ",
}

// native tells whether a class of the language itself has an attribute. What it has not
// is asked of an instance of a class that derives from it, as members of enumerations of
// texts are.
func native(class, name string) bool {
	if class == "builtins.bool" {
		class = "builtins.int"
	}
	known, ok := nativeAttributes[class]
	return !ok || strings.HasPrefix(name, "__") || strings.Contains(known, " "+name+" ")
}
