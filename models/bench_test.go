package models

import (
	"testing"

	"leadline/internal/model"
)

// BenchmarkLoad is what every start of the program pays for the models.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := model.Load(FS); err != nil {
			b.Fatal(err)
		}
	}
}
