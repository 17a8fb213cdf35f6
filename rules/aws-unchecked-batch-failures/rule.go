// Package check finds batch calls whose partial failures nobody looks at.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// fields are the batch operations with the field that lists what failed.
func fields() map[string]string {
	return map[string]string{
		"batch_write_item": "UnprocessedItems", "batch_get_item": "UnprocessedKeys", "put_records": "FailedRecordCount",
		"put_record_batch": "FailedPutCount", "send_message_batch": "Failed", "delete_message_batch": "Failed",
		"change_message_visibility_batch": "Failed", "publish_batch": "Failed", "put_events": "FailedEntryCount",
		"delete_objects": "Errors", "batch_execute_statement": "Error",
	}
}

// Check looks at calls by the name of the operation.
func Check(p *rule.Pass) {
	known := fields()
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || known[a.Attr] == "" || rule.Dotted(a.Value) == "" && !isCall(a.Value) {
			continue
		}
		field := known[a.Attr]
		if looked(p, c, field) {
			continue
		}
		p.Report(c, "the call can fail for some of the entries, and nothing looks at `"+field+"`")
	}
}

func isCall(x syntax.Expr) bool { _, ok := x.(*syntax.Call); return ok }

// looked tells whether the function mentions the field, or hands the response
// to somebody else.
func looked(p *rule.Pass, c *syntax.Call, field string) bool {
	var around syntax.Node
	text := p.Tree.File.Bytes
	if f := p.Function(c); f != nil {
		around = f
		text = []byte(p.Source(f))
	}
	if strings.Contains(string(text), `"`+field) || strings.Contains(string(text), "'"+field) || strings.Contains(string(text), "."+field) {
		return true
	}
	_ = around
	switch up := p.Parent(c).(type) {
	case *syntax.Call, *syntax.Keyword:
		return true
	case *syntax.Assign:
		name, ok := up.Targets[0].(*syntax.Name)
		return !ok || handed(p.BodyOf(c), name.ID)
	}
	return false
}

// handed tells whether a variable is an argument of a call that is no logging.
func handed(body []syntax.Stmt, name string) bool {
	found := false
	rule.EachOwn(body, func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		if !ok {
			return true
		}
		switch rule.LastName(c.Func) {
		case "print", "info", "debug", "warning", "error", "dumps":
			return true
		}
		for _, x := range c.Args {
			v, ok := x.(*syntax.Name)
			found = found || ok && v.ID == name
		}
		return true
	})
	return found
}
