package model

import (
	"reflect"
	"strconv"
)

// Decode reads a document in the notation of models and rules into a struct
// whose fields have yaml tags. It is strict: a key without a field is an error
// that names file and line. A list field also takes a single value.
func Decode(file string, data []byte, into any) error {
	n, err := parseTree(file, data)
	if err != nil {
		return err
	}
	return n.decode(reflect.ValueOf(into).Elem())
}

func (n *node) decode(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return n.decode(v.Elem())
	case reflect.Struct:
		return n.decodeStruct(v)
	case reflect.Slice:
		return n.decodeList(v)
	case reflect.Map:
		return n.decodeMap(v)
	case reflect.Bool:
		b, err := n.flag()
		v.SetBool(b)
		return err
	case reflect.Int:
		i, err := strconv.Atoi(n.scalar)
		if err != nil || n.kind != nodeNumber {
			return n.errorf("want a number")
		}
		v.SetInt(int64(i))
		return nil
	}
	word, err := n.word()
	if n.kind != nodeNull {
		v.SetString(word)
	}
	return err
}

func (n *node) decodeStruct(v reflect.Value) error {
	t := v.Type()
	fields := map[string]int{}
	known := make([]string, 0, t.NumField())
	for i := range t.NumField() {
		if tag := t.Field(i).Tag.Get("yaml"); tag != "" {
			fields[tag] = i
			known = append(known, tag)
		}
	}
	if err := n.only(known...); err != nil {
		return err
	}
	for _, p := range n.pairs {
		if err := p.value.decode(v.Field(fields[p.key])); err != nil {
			return err
		}
	}
	return nil
}

func (n *node) decodeList(v reflect.Value) error {
	items := n.items
	if n.kind != nodeList {
		items = []*node{n}
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	for i, item := range items {
		if err := item.decode(v.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

func (n *node) decodeMap(v reflect.Value) error {
	if n.kind != nodeMap {
		return n.errorf("want a mapping")
	}
	v.Set(reflect.MakeMap(v.Type()))
	for _, p := range n.pairs {
		value := reflect.New(v.Type().Elem()).Elem()
		if err := p.value.decode(value); err != nil {
			return err
		}
		v.SetMapIndex(reflect.ValueOf(p.key), value)
	}
	return nil
}
