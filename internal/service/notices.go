package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"leadline/internal/finding"
	"leadline/internal/service/lifecycle"
	"leadline/internal/service/post"
	"leadline/internal/service/store"
)

// What hooks can be told.
const (
	ScanEnded   = "scan.ended"
	NewCritical = "finding.critical"
	Triaged     = "finding.triaged"
	ping        = "ping"
)

// HookEvents are all of it.
var HookEvents = []string{ScanEnded, NewCritical, Triaged}

// HookKinds are how it can be told: signed JSON, and what chats understand.
var HookKinds = []string{"webhook", "slack", "teams"}

// Notice is something that happened, as webhooks are told.
type Notice struct {
	ID       string          `json:"id"`
	Event    string          `json:"event"`
	At       time.Time       `json:"at"`
	Project  string          `json:"project"`
	Ref      string          `json:"ref,omitempty"`
	Text     string          `json:"text"`
	URL      string          `json:"url,omitempty"`
	Actor    string          `json:"actor,omitempty"`
	Verdict  string          `json:"verdict,omitempty"`
	Reason   string          `json:"reason,omitempty"`
	Scan     *NoticedScan    `json:"scan,omitempty"`
	Count    int             `json:"count"`
	Findings []NoticedResult `json:"findings,omitempty"`
}

// NoticedScan is a scan that ended.
type NoticedScan struct {
	ID       string `json:"id"`
	State    string `json:"state"`
	Commit   string `json:"commit,omitempty"`
	Findings int64  `json:"findings"`
	Appeared int64  `json:"appeared"`
	Fixed    int64  `json:"fixed"`
	Complete bool   `json:"complete"`
	Error    string `json:"error,omitempty"`
}

// NoticedResult is a finding; no code of it is told.
type NoticedResult struct {
	ID       string `json:"id"`
	Rule     string `json:"rule"`
	Title    string `json:"title,omitempty"`
	Severity string `json:"severity,omitempty"`
	Path     string `json:"path,omitempty"`
	Line     int64  `json:"line,omitempty"`
	Owner    string `json:"owner,omitempty"`
	URL      string `json:"url,omitempty"`
}

// maxNoticed is how many findings one notice names; Count has all of them.
const maxNoticed = 50

// addressFact is how the service is reached, for links in messages.
const addressFact = "address"

// Reached notes how the service is reached from outside.
func (s *Service) Reached(ctx context.Context, address string) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.SetFact(ctx, addressFact, address) })
}

// Address is how the service is reached from outside, "" while nobody knows.
func (s *Service) Address(ctx context.Context) (string, error) { return s.Store.Fact(ctx, addressFact) }

// link is an address of the dashboard, "" while nobody knows where it is.
func link(ctx context.Context, tx *store.Tx, path string) (string, error) {
	base, err := tx.Fact(ctx, addressFact)
	if err != nil || base == "" {
		return "", err
	}
	return strings.TrimSuffix(base, "/") + path, nil
}

// announce puts a notice on its way to all that listen, in the transaction of
// what it is about: one without the other never happens.
func (s *Service) announce(ctx context.Context, tx *store.Tx, projectID string, n *Notice) error {
	hooks, err := tx.Hooks(ctx, projectID)
	if err != nil {
		return err
	}
	hooks = slices.DeleteFunc(hooks, func(h store.Hook) bool { return !slices.Contains(strings.Fields(h.Events), n.Event) })
	if len(hooks) == 0 {
		return nil
	}
	return s.tell(ctx, tx, projectID, hooks, n)
}

func (s *Service) tell(ctx context.Context, tx *store.Tx, projectID string, hooks []store.Hook, n *Notice) error {
	p, err := tx.Project(ctx, projectID)
	if err != nil {
		return err
	}
	n.ID, n.Project, n.At = store.NewID(), p.Slug, time.UnixMilli(s.Now()).UTC()
	path := "/findings?project=" + url.QueryEscape(p.Slug)
	if n.Scan != nil {
		path = "/scans/" + n.Scan.ID
	}
	if n.URL, err = link(ctx, tx, path); err != nil {
		return err
	}
	if n.Count = len(n.Findings); n.Count > maxNoticed {
		n.Findings = n.Findings[:maxNoticed]
	}
	for i := range n.Findings {
		if n.Findings[i].URL, err = link(ctx, tx, "/findings/"+n.Findings[i].ID); err != nil {
			return err
		}
	}
	var rows []store.Delivery
	for i := range hooks {
		body, err := json.Marshal(shaped(hooks[i].Kind, n))
		if err != nil {
			return err
		}
		id := store.NewID()
		rows = append(rows, store.Delivery{ID: id, ProjectID: p.ID, HookID: hooks[i].ID, Event: n.Event, Subject: n.Text, Body: string(body), Once: id,
			State: "waiting", NextAt: s.Now(), CreatedAt: s.Now()})
	}
	return tx.AddDeliveries(ctx, rows)
}

// shaped is a notice as a kind of hook takes it.
func shaped(kind string, n *Notice) any {
	switch kind {
	case "slack":
		return map[string]any{"text": n.words("<%s|%s>")}
	case "teams":
		card := map[string]any{"type": "AdaptiveCard", "version": "1.4", "body": []any{map[string]any{"type": "TextBlock", "wrap": true, "text": n.words("[%[2]s](%[1]s)")}}}
		return map[string]any{"type": "message", "attachments": []any{map[string]any{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}}}
	}
	return n
}

// plain takes from a text what chats and their links give a meaning to.
var plain = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "/", "[", "(", "]", ")", "\n", " ")

// words is a notice as people in a chat read it.
func (n *Notice) words(linked string) string {
	var b strings.Builder
	to := func(address, text string) {
		if text = plain.Replace(text); address != "" {
			text = fmt.Sprintf(linked, address, text)
		}
		b.WriteString(text)
	}
	to(n.URL, n.Project)
	b.WriteString(": " + plain.Replace(n.Text))
	for i := range n.Findings {
		if i == 10 {
			fmt.Fprintf(&b, "\n\n- and %d more", n.Count-i)
			break
		}
		f := &n.Findings[i]
		b.WriteString("\n\n- ")
		to(f.URL, strings.TrimSpace(f.Severity+" "+f.Rule))
		if f.Path != "" {
			b.WriteString(plain.Replace(fmt.Sprintf(" %s:%d", f.Path, f.Line)))
		}
		if f.Owner != "" {
			b.WriteString(", @" + plain.Replace(f.Owner))
		}
	}
	return b.String()
}

// ended tells that a scan ended.
func (s *Service) ended(ctx context.Context, tx *store.Tx, scan *store.Scan) error {
	if scan.Trial != "" {
		return nil // nobody but who asked wants to know
	}
	text := fmt.Sprintf("the scan of %s %s", scan.Ref, scan.State)
	switch scan.State {
	case Succeeded:
		text = fmt.Sprintf("the scan of %s found %d, %d of them new; %d are fixed", scan.Ref, scan.Findings, scan.Appeared, scan.Fixed)
	case Failed:
		text += ": " + scan.Error
	}
	return s.announce(ctx, tx, scan.ProjectID, &Notice{Event: ScanEnded, Ref: scan.Ref, Text: text, Actor: scan.CreatedBy,
		Scan: &NoticedScan{scan.ID, scan.State, scan.Commit, scan.Findings, scan.Appeared, scan.Fixed, scan.Complete, scan.Error}})
}

// critical tells of new critical findings of the main ref: the hooks, and by mail
// those who answer for the project's security.
func (r *recording) critical(ctx context.Context) error {
	n := &Notice{Event: NewCritical, Ref: r.scan.Ref}
	for i := range r.presence {
		p := &r.presence[i]
		if p.ScanID == r.scan.ID && p.ChangedAt == r.at && p.Severity == int64(finding.Critical) && p.Effective == string(lifecycle.Open) &&
			(p.State == string(lifecycle.New) || p.State == string(lifecycle.Reopened)) {
			n.Findings = append(n.Findings, NoticedResult{ID: p.FindingID, Rule: p.Rule, Title: p.Title, Severity: "critical", Path: p.Path, Line: p.Line, Owner: p.Owner})
		}
	}
	if len(n.Findings) == 0 {
		return nil
	}
	n.Text = counted(len(n.Findings), "new critical finding", "new critical findings") + " on " + r.scan.Ref
	if err := r.s.announce(ctx, r.tx, r.scan.ProjectID, n); err != nil {
		return err
	}
	members, err := r.tx.Members(ctx, r.scan.ProjectID)
	if err != nil {
		return err
	}
	text := n.Text + " of " + r.project.Slug + ":\n"
	for i := range n.Findings[:min(len(n.Findings), maxNoticed)] {
		f := &n.Findings[i]
		text += fmt.Sprintf("\n%s\n  %s:%d\n", f.Title, f.Path, f.Line)
		if at, err := link(ctx, r.tx, "/findings/"+f.ID); err != nil {
			return err
		} else if at != "" {
			text += "  " + at + "\n"
		}
	}
	for _, m := range members {
		if Role(m.Role).rank() < Security.rank() {
			continue
		}
		if err := r.s.write(ctx, r.tx, r.scan.ProjectID, m.UserID, NewCritical, "["+r.project.Slug+"] "+n.Text, text, ""); err != nil {
			return err
		}
	}
	return nil
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// triaged tells of a decision about findings of one or several projects, and
// those who were made an owner by somebody else.
func (s *Service) triaged(ctx context.Context, tx *store.Tx, actor string, d Decision, all []*store.Finding, owners []string) error {
	by := map[string][]*store.Finding{}
	fresh := map[string][]*store.Finding{}
	for i, f := range all {
		by[f.ProjectID] = append(by[f.ProjectID], f)
		if f.Owner != "" && f.Owner != owners[i] && f.Owner != actor {
			fresh[f.ProjectID+" "+f.Owner] = append(fresh[f.ProjectID+" "+f.Owner], f)
		}
	}
	for projectID, findings := range by {
		n := &Notice{Event: Triaged, Actor: actor, Verdict: string(d.Verdict), Reason: d.Reason,
			Text: fmt.Sprintf("%s made %s %s", actor, counted(len(findings), "finding", "findings"), strings.ReplaceAll(string(d.Verdict), "_", " "))}
		for _, f := range findings {
			n.Findings = append(n.Findings, NoticedResult{ID: f.ID, Rule: f.Rule, Owner: f.Owner})
		}
		if err := s.announce(ctx, tx, projectID, n); err != nil {
			return err
		}
	}
	for key, findings := range fresh {
		projectID, owner, _ := strings.Cut(key, " ")
		if err := s.assigned(ctx, tx, projectID, owner, actor, d, findings); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) assigned(ctx context.Context, tx *store.Tx, projectID, owner, actor string, d Decision, findings []*store.Finding) error {
	u, err := tx.UserByLogin(ctx, owner)
	if errors.Is(err, store.ErrNone) {
		return nil // owners may be people who never sign in
	}
	if err != nil {
		return err
	}
	text := fmt.Sprintf("%s made you the owner of %s.\n", actor, counted(len(findings), "finding", "findings"))
	if d.Reason != "" {
		text += "\n" + d.Reason + "\n"
	}
	if d.Due != 0 {
		text += "\nTo be fixed by " + time.UnixMilli(d.Due).UTC().Format("2 January 2006") + ".\n"
	}
	for _, f := range findings[:min(len(findings), maxNoticed)] {
		at, err := link(ctx, tx, "/findings/"+f.ID)
		if err != nil {
			return err
		}
		text += "\n" + f.Rule + " " + at + "\n"
	}
	return s.write(ctx, tx, projectID, u.ID, "assigned", counted(len(findings), "finding is yours", "findings are yours"), text, "")
}

// write puts a mail on its way, unless the user wants none or may not see the
// project. once keeps a second one with the same name away.
func (s *Service) write(ctx context.Context, tx *store.Tx, projectID, userID, event, subject, text, once string) error {
	u, err := tx.User(ctx, userID)
	if err != nil || u.Email == "" || u.DisabledAt > 0 {
		return ignoreNone(err)
	}
	wish, err := tx.Wish(ctx, userID)
	if err != nil || wish.Mail == "off" {
		return err
	}
	members, err := tx.Memberships(ctx, userID)
	if err != nil {
		return err
	}
	if !u.Admin && !slices.ContainsFunc(members, func(m store.Member) bool { return m.ProjectID == projectID }) {
		return nil
	}
	d := store.Delivery{ID: store.NewID(), ProjectID: projectID, UserID: userID, Event: event, Subject: subject, Body: text, Once: once, State: "waiting", NextAt: s.Now(), CreatedAt: s.Now()}
	if wish.Mail == "daily" {
		d.NextAt = (d.NextAt/dayTime+1)*dayTime + 6*3600*1000
	}
	if d.Once == "" {
		d.Once = d.ID
	}
	return tx.AddDeliveries(ctx, []store.Delivery{d})
}

func ignoreNone(err error) error {
	if errors.Is(err, store.ErrNone) {
		return nil
	}
	return err
}

// Remind writes to owners of findings that are to be fixed within a day, once.
func (s *Service) Remind(ctx context.Context) (int, error) {
	due, err := s.Store.Due(ctx, s.Now()+dayTime)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	n := 0
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		for i := range due {
			f := &due[i]
			u, err := tx.UserByLogin(ctx, f.Owner)
			if errors.Is(err, store.ErrNone) {
				continue
			}
			if err != nil {
				return err
			}
			at, err := link(ctx, tx, "/findings/"+f.ID)
			if err != nil {
				return err
			}
			day := time.UnixMilli(f.DueAt).UTC().Format("2 January 2006")
			text := fmt.Sprintf("%s is to be fixed by %s.\n\n%s\n", f.Rule, day, at)
			if err := s.write(ctx, tx, f.ProjectID, u.ID, "due", f.Rule+" is due on "+day, text, fmt.Sprintf("due %s %d", f.ID, f.DueAt)); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// AddHook lets an address listen to a project. The answer holds the secret that
// its messages are signed with.
func (s *Service) AddHook(ctx context.Context, a *Actor, project, kind, address string, events []string) (*store.Hook, error) {
	p, err := s.ProjectFor(ctx, a, project, Manage, Admin)
	if err != nil {
		return nil, err
	}
	if err := post.CheckURL(address); err != nil {
		return nil, fault(Invalid, "%v", err)
	}
	if !slices.Contains(HookKinds, kind) {
		return nil, fault(Invalid, "%q is no kind of hook; there are %s", kind, strings.Join(HookKinds, ", "))
	}
	if len(events) == 0 {
		events = HookEvents
	}
	for _, e := range events {
		if !slices.Contains(HookEvents, e) {
			return nil, fault(Invalid, "%q is no event; there are %s", e, strings.Join(HookEvents, ", "))
		}
	}
	h := store.Hook{ID: store.NewID(), ProjectID: p.ID, Kind: kind, URL: address, Events: strings.Join(events, " "), CreatedBy: a.Name(), CreatedAt: s.Now()}
	if kind == "webhook" {
		h.Secret = "whsec_" + secret()
	}
	return &h, s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.AddHook(ctx, h); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "hook.create", host(address), p.ID, kind+" "+h.Events)
	})
}

// host is what of an address may be told: the rest of a chat's is its key.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// HooksOf are a project's hooks and the last messages to them.
func (s *Service) HooksOf(ctx context.Context, a *Actor, project string) ([]store.Hook, []store.Delivery, error) {
	p, err := s.ProjectFor(ctx, a, project, Manage, Admin)
	if err != nil {
		return nil, nil, err
	}
	hooks, err := s.Store.Hooks(ctx, p.ID)
	if err != nil {
		return nil, nil, err
	}
	for i := range hooks {
		hooks[i].URL, hooks[i].Secret = host(hooks[i].URL), ""
	}
	sent, err := s.Store.Deliveries(ctx, p.ID, 50)
	return hooks, sent, err
}

func (s *Service) hookFor(ctx context.Context, a *Actor, project, id string) (*store.Project, *store.Hook, error) {
	p, err := s.ProjectFor(ctx, a, project, Manage, Admin)
	if err != nil {
		return nil, nil, err
	}
	h, err := s.Store.Hook(ctx, p.ID, id)
	return p, h, none(err, "the project has no hook %q", id)
}

// RemoveHook ends one.
func (s *Service) RemoveHook(ctx context.Context, a *Actor, project, id string) error {
	p, h, err := s.hookFor(ctx, a, project, id)
	if err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.RemoveHook(ctx, id); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "hook.remove", host(h.URL), p.ID, "")
	})
}

// TryHook sends one a message, to see whether it arrives.
func (s *Service) TryHook(ctx context.Context, a *Actor, project, id string) error {
	p, h, err := s.hookFor(ctx, a, project, id)
	if err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		return s.tell(ctx, tx, p.ID, []store.Hook{*h}, &Notice{Event: ping, Actor: a.Name(), Text: a.Name() + " tries out this hook"})
	})
}

// MailWishes are how mail may be wanted.
var MailWishes = []string{"each", "daily", "off"}

// SetWish says how the actor wants their mail.
func (s *Service) SetWish(ctx context.Context, a *Actor, mail string) error {
	if !slices.Contains(MailWishes, mail) {
		return fault(Invalid, "%q is not how mail can be wanted; there are %s", mail, strings.Join(MailWishes, ", "))
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.SetWish(ctx, store.Wish{UserID: a.User.ID, Mail: mail}) })
}
