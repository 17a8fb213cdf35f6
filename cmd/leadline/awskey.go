package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func awsKeyCommand(s *streams) *cobra.Command {
	c := &cobra.Command{Use: "aws-key", Short: "Keys for clients that were made for Amazon CodeGuru Security"}
	address, region := "", ""
	create := &cobra.Command{
		Use:   "create",
		Short: "Make a key pair and print it, once",
		Long: "Make a key pair and print it, once. Clients of Amazon CodeGuru Security (boto3, the aws command, CI jobs) use it\n" +
			"with the service's address as their endpoint; the key acts with all rights of whoever makes it.",
		Example: "  leadline login http://127.0.0.1:8417\n" +
			"  leadline aws-key create --remote http://127.0.0.1:8417\n" +
			"  aws codeguru-security list-scans --endpoint-url http://127.0.0.1:8417 --region us-east-1",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			client, err := serviceAt(address)
			if err != nil {
				return err
			}
			id, secret, err := client.AddAWSKey(c.Context(), region)
			if err != nil {
				return remoteFault(err)
			}
			fmt.Fprintf(s.out, "LEADLINE_AWS_KEY=%s\nLEADLINE_AWS_SECRET=%s\n", id, secret)
			return nil
		},
	}
	create.Flags().StringVar(&region, "region", "us-east-1", "the `REGION` that requests will be signed for")
	revoke := &cobra.Command{
		Use:     "revoke KEY",
		Short:   "End a key",
		Example: "  leadline aws-key revoke LDLK... --remote http://127.0.0.1:8417",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := serviceAt(address)
			if err != nil {
				return err
			}
			return remoteFault(client.RevokeAWSKey(c.Context(), args[0]))
		},
	}
	for _, sub := range []*cobra.Command{create, revoke} {
		sub.Flags().StringVar(&address, "remote", "http://127.0.0.1:8417", "the service at `URL` (see leadline login)")
		c.AddCommand(sub)
	}
	return c
}
