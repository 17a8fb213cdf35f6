package remote

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Verdict is what somebody said of a finding.
type Verdict struct {
	Service     string    `json:"service"`
	Project     string    `json:"project"`
	Fingerprint string    `json:"fingerprint"`
	Verdict     string    `json:"verdict"`
	Reason      string    `json:"reason,omitempty"`
	Until       time.Time `json:"until,omitzero"`
	// Seen is the verdict that the finding had when this one was given.
	Seen string    `json:"seen"`
	At   time.Time `json:"at"`
}

// Consent is what a user agreed to: that a folder's files are sent to a project
// of a service.
type Consent struct {
	Root    string    `json:"root"`
	Service string    `json:"service"`
	Project string    `json:"project"`
	At      time.Time `json:"at"`
}

// Memory is what outlives a process: consents, and the verdicts that no service
// has yet. It is one file; several processes may use it, each change reads it
// anew.
type Memory struct {
	Path string
	mu   sync.Mutex
}

type remembered struct {
	Consents []Consent `json:"consents"`
	Queue    []Verdict `json:"queue"`
}

func (m *Memory) read() (r remembered, err error) {
	data, err := os.ReadFile(m.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return r, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &r)
	}
	if err != nil {
		return r, fmt.Errorf("%s: %w", m.Path, err)
	}
	return r, nil
}

// change reads, changes and writes, whole or not at all.
func (m *Memory) change(f func(*remembered)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.read()
	if err != nil {
		return err
	}
	f(&r)
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(m.Path), 0o700); err != nil {
		return fmt.Errorf("keep what was said: %w", err)
	}
	f2, err := os.CreateTemp(filepath.Dir(m.Path), ".cloud-*")
	if err != nil {
		return fmt.Errorf("keep what was said: %w", err)
	}
	_, err = f2.Write(append(data, '\n'))
	if err = errors.Join(err, f2.Close()); err == nil {
		err = os.Rename(f2.Name(), m.Path)
	}
	if err != nil {
		_ = os.Remove(f2.Name())
		return fmt.Errorf("keep what was said: %w", err)
	}
	return nil
}

// Agreed tells whether a folder may be sent there; without a project, to any of
// the service's.
func (m *Memory) Agreed(root, service, project string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.read()
	return err == nil && slices.ContainsFunc(r.Consents, func(c Consent) bool {
		return c.Root == root && c.Service == service && (project == "" || c.Project == project)
	})
}

// Agree notes that a folder may be sent there; Withdraw takes back what was
// agreed for a folder.
func (m *Memory) Agree(root, service, project string, at time.Time) error {
	return m.change(func(r *remembered) { r.Consents = append(r.Consents, Consent{root, service, project, at}) })
}

// Withdraw takes back what was agreed for a folder.
func (m *Memory) Withdraw(root string) error {
	return m.change(func(r *remembered) {
		r.Consents = slices.DeleteFunc(r.Consents, func(c Consent) bool { return c.Root == root })
	})
}

func (v *Verdict) same(w *Verdict) bool {
	return v.Service == w.Service && v.Project == w.Project && v.Fingerprint == w.Fingerprint
}

// Queue keeps a verdict until a service has it. A later one on the same finding
// replaces it; what was seen first stays what was seen.
func (m *Memory) Queue(v Verdict) error {
	return m.change(func(r *remembered) {
		for i := range r.Queue {
			if r.Queue[i].same(&v) {
				v.Seen = r.Queue[i].Seen
				r.Queue[i] = v
				return
			}
		}
		r.Queue = append(r.Queue, v)
	})
}

// Waiting are the verdicts that a project of a service does not have yet.
func (m *Memory) Waiting(service, project string) ([]Verdict, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.read()
	return slices.DeleteFunc(r.Queue, func(v Verdict) bool { return v.Service != service || v.Project != project }), err
}

// Settle takes a verdict that has arrived, or was overruled, out of the queue.
func (m *Memory) Settle(v Verdict) error {
	return m.change(func(r *remembered) {
		r.Queue = slices.DeleteFunc(r.Queue, func(w Verdict) bool { return w.same(&v) && w.At.Equal(v.At) })
	})
}
