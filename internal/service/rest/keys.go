package rest

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/service"
	"leadline/internal/service/store"
)

type keyView struct {
	ID      string     `json:"id"`
	Region  string     `json:"region"`
	Created *time.Time `json:"created"`
	Used    *time.Time `json:"used,omitempty"`
	Revoked *time.Time `json:"revoked,omitempty"`
}

type keySecretView struct {
	ID     string `json:"id" doc:"The access key id."`
	Secret string `json:"secret" doc:"The secret access key; shown this once."`
	Region string `json:"region" doc:"Requests must be signed for this region."`
}

// keys are for clients that were made for Amazon CodeGuru Security.
func (a *api) keys(h huma.API) {
	handle(a, h, guarded("list-aws-keys", "GET", "/aws-keys", "people", "The caller's keys for clients made for Amazon CodeGuru Security"), func(ctx context.Context, who *service.Actor, _ *struct{}) (*body[page[keyView]], error) {
		rows, err := a.AWSKeys(ctx, who)
		return answer(page[keyView]{Items: listed(rows, func(k *store.AWSKey) keyView {
			return keyView{k.ID, k.Region, when(k.CreatedAt), when(k.UsedAt), when(k.RevokedAt)}
		})}), err
	})
	handle(a, h, guarded("add-aws-key", "POST", "/aws-keys", "people", "Make a key with all of the caller's rights"), func(ctx context.Context, who *service.Actor, in *struct {
		Body struct {
			Region string `json:"region,omitempty" maxLength:"40" default:"us-east-1"`
		}
	}) (*body[keySecretView], error) {
		k, err := a.AddAWSKey(ctx, who, in.Body.Region)
		if err != nil {
			return nil, err
		}
		return answer(keySecretView{k.ID, k.Secret, k.Region}), nil
	})
	handle(a, h, guarded("revoke-aws-key", "DELETE", "/aws-keys/{id}", "people", "End a key"), func(ctx context.Context, who *service.Actor, in *struct {
		ID string `path:"id" maxLength:"64"`
	}) (*struct{}, error) {
		return nil, a.RevokeAWSKey(ctx, who, in.ID)
	})
}
