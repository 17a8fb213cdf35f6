package codeguru

import (
	"context"
	"encoding/json"
	"regexp"
	"unicode/utf8"

	"leadline/internal/service"
	"leadline/internal/service/store"
)

var (
	kmsForm = regexp.MustCompile(`^arn:aws:kms:\S+:\d{12}:key/(([a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12})|(mrk-[0-9a-zA-Z]{32}))$`)
	arnForm = regexp.MustCompile(`^arn:aws:codeguru-security:(\S+):(\d{12}):scans/([a-zA-Z0-9\-_$:.]*)$`)
)

// kmsFact is the name of the fact that holds the account's KMS key.
const kmsFact = "aws-kms"

type encryption struct {
	Config struct {
		KmsKeyArn string `json:"kmsKeyArn,omitempty"`
	} `json:"encryptionConfig"`
}

func (f *Face) getAccount(ctx context.Context, _ *request, _ string) (any, error) {
	var out encryption
	var err error
	out.Config.KmsKeyArn, err = f.Store.Fact(ctx, kmsFact)
	return out, err
}

// setAccount keeps the name of a KMS key; contents lie as the operator stores
// them, whatever it says.
func (f *Face) setAccount(ctx context.Context, r *request, _ string) (any, error) {
	var b struct {
		Config *struct {
			KmsKeyArn *string `json:"kmsKeyArn"`
		} `json:"encryptionConfig"`
	}
	if err := r.read(&b); err != nil {
		return nil, err
	}
	if b.Config == nil {
		return nil, wrong("encryptionConfig", "it is missing")
	}
	if !r.actor.User.Admin {
		return nil, denied("FORBIDDEN", "the account is for administrators of the service to change")
	}
	key := ""
	if b.Config.KmsKeyArn != nil {
		key = *b.Config.KmsKeyArn
		if len(key) > 2048 || !kmsForm.MatchString(key) {
			return nil, wrong("encryptionConfig.kmsKeyArn", "%.100q is not the ARN of a KMS key", key)
		}
	}
	var out encryption
	out.Config.KmsKeyArn = key
	return out, f.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.AddAudit(ctx, store.Audit{ID: store.NewID(), At: f.Now(), Actor: r.actor.Name(), Action: "aws.account", Target: key}); err != nil {
			return err
		}
		return tx.SetFact(ctx, kmsFact, key)
	})
}

func checkTags(name string, tags map[string]string) error {
	if len(tags) > 200 {
		return wrong(name, "there are %d tags; there may be 200", len(tags))
	}
	for k, v := range tags {
		if n := utf8.RuneCountInString(k); n < 1 || n > 128 {
			return wrong(name, "the key %.140q does not have 1 to 128 characters", k)
		}
		if utf8.RuneCountInString(v) > 256 {
			return wrong(name, "the value of %q has more than 256 characters", k)
		}
	}
	return nil
}

// tagged is the scan name that an ARN means.
func (f *Face) tagged(ctx context.Context, r *request, arn string, role service.Role) (*store.AWSName, map[string]string, error) {
	m := arnForm.FindStringSubmatch(arn)
	if m == nil || len(arn) > 300 {
		return nil, nil, wrong("resourceArn", "%.320q is not the ARN of a scan", arn)
	}
	if m[1] != r.key.Region || m[2] != f.account(ctx) {
		return nil, nil, absent("scan", arn)
	}
	n, p, err := f.known(ctx, r.actor, m[3])
	if err != nil {
		return nil, nil, err
	}
	if role != service.Viewer {
		if _, err := f.ProjectFor(ctx, r.actor, p.ID, service.Scans, role); err != nil {
			return nil, nil, err
		}
	}
	tags := map[string]string{}
	return n, tags, json.Unmarshal([]byte(n.Tags), &tags)
}

func (f *Face) listTags(ctx context.Context, r *request, arn string) (any, error) {
	_, tags, err := f.tagged(ctx, r, arn, service.Viewer)
	if err != nil {
		return nil, err
	}
	return map[string]any{"tags": tags}, nil
}

func (f *Face) tag(ctx context.Context, r *request, arn string) (any, error) {
	var b struct {
		Tags map[string]string `json:"tags"`
	}
	if err := r.read(&b); err != nil {
		return nil, err
	}
	if b.Tags == nil {
		return nil, wrong("tags", "it is missing")
	}
	n, tags, err := f.tagged(ctx, r, arn, service.Developer)
	if err != nil {
		return nil, err
	}
	for k, v := range b.Tags {
		tags[k] = v
	}
	if err := checkTags("tags", tags); err != nil {
		return nil, err
	}
	return nil, f.setTags(ctx, n, tags)
}

func (f *Face) untag(ctx context.Context, r *request, arn string) (any, error) {
	keys := r.query["tagKeys"]
	if len(keys) > 200 {
		return nil, wrong("tagKeys", "there are %d keys; there may be 200", len(keys))
	}
	n, tags, err := f.tagged(ctx, r, arn, service.Developer)
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		delete(tags, k)
	}
	return nil, f.setTags(ctx, n, tags)
}

func (f *Face) setTags(ctx context.Context, n *store.AWSName, tags map[string]string) error {
	data, err := json.Marshal(tags)
	if err != nil {
		return err
	}
	n.Tags = string(data)
	return f.Store.InTx(ctx, func(tx *store.Tx) error { return tx.SetAWSName(ctx, *n) })
}
