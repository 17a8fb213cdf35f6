package lsp

import (
	"encoding/json"
	"errors"
	"sync"

	"github.com/creachadair/jrpc2/channel"
)

// strict lets only messages of JSON-RPC through and answers everything else
// itself: the library behind answers some of it after the editor has gone,
// which ends the process.
type strict struct {
	channel.Channel
	mu *sync.Mutex // of sending
}

func newStrict(c channel.Channel) strict { return strict{c, new(sync.Mutex)} }

const refusal = `{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"this is no message of JSON-RPC 2.0"}}`

// Recv gives the next message that is one.
func (c strict) Recv() ([]byte, error) {
	for {
		msg, err := c.Channel.Recv()
		if _, other := errors.AsType[*channel.ContentTypeMismatchError](err); other {
			err = nil // utf8 for utf-8, and what else clients call it: JSON is UTF-8
		}
		if err != nil || wellFormed(msg) {
			return msg, err
		}
		if err := c.Send([]byte(refusal)); err != nil {
			return nil, err
		}
	}
}

// Send sends one message at a time.
func (c strict) Send(msg []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.Channel.Send(msg)
}

// wellFormed tells whether something is a request, a notification or an answer.
func wellFormed(msg []byte) bool {
	var m map[string]json.RawMessage
	if json.Unmarshal(msg, &m) != nil {
		return false
	}
	for key := range m {
		switch key {
		case "jsonrpc", "id", "method", "params", "result", "error":
		default:
			return false
		}
	}
	var version, method string
	if json.Unmarshal(m["jsonrpc"], &version) != nil || version != "2.0" {
		return false
	}
	id, params := first(m["id"]), first(m["params"])
	if id != 0 && id != '"' && id != '-' && (id < '0' || id > '9') {
		return false
	}
	if params != 0 && params != '{' && params != '[' && params != 'n' {
		return false
	}
	if _, ok := m["method"]; ok {
		return json.Unmarshal(m["method"], &method) == nil && method != "" && m["result"] == nil && m["error"] == nil
	}
	return id != 0 && (m["result"] != nil) != (m["error"] != nil)
}

// first is what a value begins with, 0 where there is none.
func first(v json.RawMessage) byte {
	if len(v) == 0 {
		return 0
	}
	return v[0]
}
