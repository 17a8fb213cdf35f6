package witness

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"
)

// Table is what is known of payloads, carriers and frameworks: the files of
// models/witness.
type Table struct {
	sinks    map[string]*sinkRow
	carriers map[string]map[string]string // model, name that is read -> carrier
	decoders map[string]string
	drivers  []*Driver
	pieces   map[string]string // the Python files
}

type sinkRow struct {
	Watch    string       `yaml:"watch"`
	Payloads []payloadRow `yaml:"payloads"`
}

type payloadRow struct {
	In    string `yaml:"in"`
	HTML  string `yaml:"html"`
	After string `yaml:"after"`
	API   string `yaml:"api"`
	Sent  string `yaml:"sent"`
	Part  string `yaml:"part"`
	Text  string `yaml:"text"`

	after, api *regexp.Regexp
}

// Driver is how an application of one framework is driven.
type Driver struct {
	Client      string              `yaml:"client"`
	Models      []string            `yaml:"models"`
	Decorators  map[string][]string `yaml:"decorators"`
	Methods     string              `yaml:"methods"`
	Default     string              `yaml:"default"`
	Route       string              `yaml:"route"`
	Calls       map[string]callRow  `yaml:"calls"`
	Prefixes    map[string]string   `yaml:"prefixes"`
	Includes    string              `yaml:"includes"`
	Anywhere    []string            `yaml:"anywhere"`
	Nowhere     []string            `yaml:"missing"`
	Local       []string            `yaml:"local"`
	Application string              `yaml:"application"`
	Settings    string              `yaml:"settings"`
	Given       map[string]string   `yaml:"given"`
	Logins      []string            `yaml:"logins"`
	Parameters  map[string]string   `yaml:"parameters"`
	Session     []string            `yaml:"session"`
	// Rows are the calls that ask for rows of the database: Model.BY.OF(name=value).
	Rows struct {
		By string   `yaml:"by"`
		Of []string `yaml:"of"`
	} `yaml:"rows"`
}

type callRow struct {
	Route   int      `yaml:"route"`
	View    int      `yaml:"view"`
	Keyword string   `yaml:"keyword"`
	Methods []string `yaml:"methods"`
}

// Load reads the tables from the folder of the models.
func Load(models fs.FS) (*Table, error) {
	t := &Table{carriers: map[string]map[string]string{}, pieces: map[string]string{}}
	names, err := fs.Glob(models, "witness/*")
	if err != nil {
		return nil, fmt.Errorf("list the tables of witnesses: %w", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(models, name)
		if err != nil {
			return nil, err
		}
		if err := t.read(path.Base(name), data); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	sort.Slice(t.drivers, func(i, j int) bool { return t.drivers[i].Client < t.drivers[j].Client })
	return t, t.check()
}

func (t *Table) read(name string, data []byte) error {
	switch {
	case path.Ext(name) == ".py":
		t.pieces[strings.TrimSuffix(name, ".py")] = string(data)
		return nil
	case name == "payloads.yaml":
		return yaml.UnmarshalWithOptions(data, &t.sinks, yaml.Strict())
	case name == "decoders.yaml":
		return yaml.UnmarshalWithOptions(data, &t.decoders, yaml.Strict())
	case name == "carriers.yaml":
		return t.readCarriers(data)
	}
	d := &Driver{}
	t.drivers = append(t.drivers, d)
	return yaml.UnmarshalWithOptions(data, d, yaml.Strict())
}

func (t *Table) readCarriers(data []byte) error {
	var rows map[string]map[string][]string
	if err := yaml.UnmarshalWithOptions(data, &rows, yaml.Strict()); err != nil {
		return err
	}
	for model, carriers := range rows {
		t.carriers[model] = map[string]string{}
		for carrier, names := range carriers {
			for _, n := range names {
				t.carriers[model][n] = carrier
			}
		}
	}
	return nil
}

// check holds the tables to each other.
func (t *Table) check() (err error) {
	for kind, row := range t.sinks {
		if t.pieces["watch-"+row.Watch] == "" {
			return fmt.Errorf("witness/payloads.yaml: %s is watched by watch-%s.py, which is not there", kind, row.Watch)
		}
		for k := range row.Payloads {
			p := &row.Payloads[k]
			if p.after, err = regexp.Compile(p.After); err != nil {
				return fmt.Errorf("witness/payloads.yaml: %s: %w", kind, err)
			}
			if p.api, err = regexp.Compile(p.API); err != nil {
				return fmt.Errorf("witness/payloads.yaml: %s: %w", kind, err)
			}
		}
	}
	for _, d := range t.drivers {
		if t.pieces["client-"+d.Client] == "" {
			return fmt.Errorf("witness: client-%s.py is not there", d.Client)
		}
	}
	return nil
}

// driver is the one of the framework whose entry point a model's row makes.
func (t *Table) driver(model string) *Driver {
	name := modelName(model)
	for _, d := range t.drivers {
		for _, m := range d.Models {
			if m == name {
				return d
			}
		}
	}
	return nil
}

// modelName is the name of a model's file without its folder and ending.
func modelName(file string) string { return strings.TrimSuffix(path.Base(file), ".yaml") }
