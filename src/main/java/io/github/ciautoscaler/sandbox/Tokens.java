package io.github.ciautoscaler.sandbox;

/**
 * What opens the simulated servers. They guard nothing, but have the form and the length of real
 * ones.
 *
 * @param hetznerReadOnly a token of the project that may only read
 * @param giteaReadOnly an administrator's token with the scope read:admin
 * @param giteaOwner of an owner of acme, with write:organization alone
 */
public record Tokens(
    String hetzner,
    String hetznerReadOnly,
    String gitea,
    String giteaReadOnly,
    String giteaOwner,
    String kubernetes) {

  public static final Tokens SANDBOX =
      new Tokens(
          "sandbox-hetzner-token-0000000000000000000000000000000000000000000",
          "sandbox-hetzner-readonly-00000000000000000000000000000000000000",
          "5a4db0c50000000000000000000000000000cafe",
          "5a4db0c500000000000000000000000000000bad",
          "5a4db0c5000000000000000000000000000ac3e0",
          "sandbox-service-account-token");
}
