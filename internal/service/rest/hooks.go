package rest

import (
	"context"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/service"
	"leadline/internal/service/store"
)

type hookView struct {
	ID      string     `json:"id"`
	Kind    string     `json:"kind" enum:"webhook,slack,teams"`
	Host    string     `json:"host" doc:"The address without its path, which may be a secret."`
	Events  []string   `json:"events"`
	By      string     `json:"by"`
	Created *time.Time `json:"created"`
}

type newHookView struct {
	hookView
	Secret string `json:"secret,omitempty" doc:"What messages are signed with; shown this once."`
}

type deliveryView struct {
	ID       string     `json:"id"`
	Hook     string     `json:"hook"`
	Event    string     `json:"event"`
	Text     string     `json:"text"`
	State    string     `json:"state" enum:"waiting,sent,failed"`
	Attempts int64      `json:"attempts"`
	Error    string     `json:"error,omitempty" doc:"What the last attempt met."`
	Created  *time.Time `json:"created"`
	Next     *time.Time `json:"next,omitempty"`
	Done     *time.Time `json:"done,omitempty"`
}

type hooksView struct {
	Items      []hookView     `json:"items"`
	Deliveries []deliveryView `json:"deliveries" doc:"The last 50 messages, the newest first."`
}

type wishView struct {
	Mail  string `json:"mail" enum:"each,daily,off" doc:"Mail at once, once a day, or none."`
	Email string `json:"email,omitempty"`
}

func viewHook(h *store.Hook) hookView {
	return hookView{h.ID, h.Kind, h.URL, strings.Fields(h.Events), h.CreatedBy, when(h.CreatedAt)}
}

func viewDelivery(d *store.Delivery) deliveryView {
	v := deliveryView{d.ID, d.HookID, d.Event, d.Subject, d.State, d.Attempts, d.Error, when(d.CreatedAt), nil, when(d.DoneAt)}
	if d.State == "waiting" {
		v.Next = when(d.NextAt)
	}
	return v
}

type hookPath struct {
	ProjectPath
	ID string `path:"id" maxLength:"64"`
}

// hooks are who is told what happens.
func (a *api) hooks(h huma.API) {
	handle(a, h, guarded("list-hooks", "GET", "/projects/{project}/hooks", "notices", "Who is told what happens in a project, and the last messages"), func(ctx context.Context, who *service.Actor, in *ProjectPath) (*body[hooksView], error) {
		hooks, sent, err := a.HooksOf(ctx, who, in.Project)
		return answer(hooksView{listed(hooks, viewHook), listed(sent, viewDelivery)}), err
	})
	handle(a, h, guarded("add-hook", "POST", "/projects/{project}/hooks", "notices", "Tell an address what happens in a project"), func(ctx context.Context, who *service.Actor, in *struct {
		ProjectPath
		Body struct {
			Kind   string   `json:"kind,omitempty" enum:"webhook,slack,teams" default:"webhook" doc:"webhook: signed JSON; slack: Slack, Mattermost and what understands them; teams: Microsoft Teams."`
			URL    string   `json:"url" maxLength:"2000"`
			Events []string `json:"events,omitempty" maxItems:"10" doc:"scan.ended, finding.critical, finding.triaged; all by default."`
		}
	}) (*body[newHookView], error) {
		hook, err := a.AddHook(ctx, who, in.Project, in.Body.Kind, in.Body.URL, in.Body.Events)
		if err != nil {
			return nil, err
		}
		return answer(newHookView{viewHook(hook), hook.Secret}), nil
	})
	handle(a, h, guarded("remove-hook", "DELETE", "/projects/{project}/hooks/{id}", "notices", "Tell it nothing more"), func(ctx context.Context, who *service.Actor, in *hookPath) (*struct{}, error) {
		return nil, a.RemoveHook(ctx, who, in.Project, in.ID)
	})
	handle(a, h, guarded("try-hook", "POST", "/projects/{project}/hooks/{id}/ping", "notices", "Send it a message, to see whether it arrives"), func(ctx context.Context, who *service.Actor, in *hookPath) (*struct{}, error) {
		return nil, a.TryHook(ctx, who, in.Project, in.ID)
	})
	handle(a, h, guarded("get-wish", "GET", "/me/mail", "notices", "How the caller gets mail"), func(ctx context.Context, who *service.Actor, _ *struct{}) (*body[wishView], error) {
		w, err := a.Store.Wish(ctx, who.User.ID)
		if err != nil {
			return nil, err
		}
		return answer(wishView{w.Mail, who.User.Email}), nil
	})
	handle(a, h, guarded("set-wish", "PUT", "/me/mail", "notices", "Get mail at once, once a day, or none"), func(ctx context.Context, who *service.Actor, in *struct {
		Body struct {
			Mail string `json:"mail" enum:"each,daily,off"`
		}
	}) (*struct{}, error) {
		return nil, a.SetWish(ctx, who, in.Body.Mail)
	})
}
