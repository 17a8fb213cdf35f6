package rules

import (
	"testing"

	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/models"
)

// BenchmarkLoad is what every start of the program pays for the rules.
func BenchmarkLoad(b *testing.B) {
	kinds, err := model.Load(models.FS)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rule.Load(FS, kinds, Code()); err != nil {
			b.Fatal(err)
		}
	}
}
