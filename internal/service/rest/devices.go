package rest

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/service"
)

type askedView struct {
	Secret   string `json:"secret" doc:"What the program asks /device/token with; shown to nobody else."`
	Code     string `json:"code" doc:"What it shows to the person who is to let it in."`
	Address  string `json:"address" doc:"Where that person says yes; the code is in it."`
	Interval int64  `json:"interval" doc:"Seconds between two questions."`
	Expires  int64  `json:"expires" doc:"Seconds until it is too late."`
}

type grantView struct {
	State string `json:"state" enum:"waiting,allowed,denied,ended"`
	Token string `json:"token,omitempty" doc:"Told once, with the state allowed."`
}

type deviceView struct {
	Code    string     `json:"code"`
	Client  string     `json:"client" doc:"What the program says that it is."`
	Scopes  []string   `json:"scopes"`
	Asked   *time.Time `json:"asked"`
	Expires *time.Time `json:"expires"`
}

type CodePath struct {
	Code string `path:"code" maxLength:"40" doc:"As it is shown; small letters and spaces do not matter."`
}

// devices let programs without a browser in, with the consent of somebody who has one.
func (a *api) devices(h huma.API) {
	huma.Register(h, huma.Operation{OperationID: "ask-device", Method: "POST", Path: "/v1/device", Tags: []string{"people"}, Summary: "Ask for a token that somebody signed in elsewhere consents to (in the way of RFC 8628)", Errors: []int{409, 422, 429}},
		func(ctx context.Context, in *struct {
			Body struct {
				Client string          `json:"client" minLength:"1" maxLength:"100" doc:"Who asks: leadline on the machine such and such."`
				Scopes []service.Scope `json:"scopes,omitempty" maxItems:"4" doc:"read, scan and triage by default."`
			}
		}) (*body[askedView], error) {
			d, err := a.AskDevice(ctx, in.Body.Client, in.Body.Scopes)
			if err != nil {
				return nil, problem(err)
			}
			at, err := a.Address(ctx)
			if err != nil {
				return nil, problem(err)
			}
			return answer(askedView{d.Secret, d.Code, strings.TrimSuffix(at, "/") + "/device?code=" + url.QueryEscape(d.Code), d.Pause / 1000, d.Time / 1000}), nil
		})
	huma.Register(h, huma.Operation{OperationID: "device-token", Method: "POST", Path: "/v1/device/token", Tags: []string{"people"}, Summary: "What has become of that question", Errors: []int{422, 429}},
		func(ctx context.Context, in *struct {
			Body struct {
				Secret string `json:"secret" maxLength:"100"`
			}
		}) (*body[grantView], error) {
			state, token, err := a.DeviceToken(ctx, in.Body.Secret)
			if err != nil {
				return nil, problem(err)
			}
			return answer(grantView{state, token}), nil
		})
	handle(a, h, guarded("get-device", "GET", "/device/{code}", "people", "The program that shows a code"), func(ctx context.Context, who *service.Actor, in *CodePath) (*body[deviceView], error) {
		d, err := a.DeviceFor(ctx, who, in.Code)
		if err != nil {
			return nil, err
		}
		return answer(deviceView{d.Code, d.Client, strings.Fields(d.Scopes), when(d.CreatedAt), when(d.ExpiresAt)}), nil
	})
	op := guarded("decide-device", "POST", "/device/{code}", "people", "Let it in with a token of the caller's, or refuse it")
	op.Errors = append(op.Errors, 409)
	handle(a, h, op, func(ctx context.Context, who *service.Actor, in *struct {
		CodePath
		Body struct {
			Allow bool `json:"allow"`
		}
	}) (*struct{}, error) {
		return nil, a.DecideDevice(ctx, who, in.Code, in.Body.Allow)
	})
}
