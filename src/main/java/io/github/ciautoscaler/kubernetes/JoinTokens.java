package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** One short-lived bootstrap token for each machine; made and deleted, never read. */
final class JoinTokens {

  private static final String SECRETS = "/api/v1/namespaces/kube-system/secrets";

  /** Which server it was made for, for a person who looks. */
  static final String SERVER_LABEL = "ci-autoscaler.io/server";

  /** K3s and kubeadm each bind their own group to the right to join; the other's is idle. */
  private static final String GROUPS =
      "system:bootstrappers:k3s:default-node-token,system:bootstrappers:kubeadm:default-node-token";

  private final Api api;

  JoinTokens(Api api) {
    this.api = api;
  }

  Outcome create(String id, Secret secret, String server, Instant expires) {
    Map<String, Object> object =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Secret",
            "metadata",
            Map.of(
                "name",
                "bootstrap-token-" + id,
                "namespace",
                "kube-system",
                "labels",
                Map.of(
                    SERVER_LABEL, server, "app.kubernetes.io/managed-by", KubernetesSettings.NAME)),
            "type",
            "bootstrap.kubernetes.io/token",
            "stringData",
            Map.of(
                "token-id",
                id,
                "token-secret",
                secret.reveal(),
                "description",
                "joins the CI node " + server,
                "expiration",
                expires.truncatedTo(ChronoUnit.SECONDS).toString(),
                "usage-bootstrap-authentication",
                "true",
                "usage-bootstrap-signing",
                "true",
                "auth-extra-groups",
                GROUPS));
    try {
      api.post(SECRETS, object, Wire.Ack.class);
      return new Outcome.Done();
    } catch (CallFailed e) {
      Failure failure = withoutSecret(e.failure(), secret);
      return e.code() == 409 ? new Outcome.NameTaken(failure.problem()) : failure.outcome();
    }
  }

  /** A server may quote what it refuses. */
  private static Failure withoutSecret(Failure failure, Secret secret) {
    return failure instanceof Failure.Refused refused
        ? new Failure.Refused(
            refused.problem().replace(secret.reveal(), secret.toString()),
            refused.code(),
            Wire.Status.NONE,
            refused.retryAfter())
        : failure;
  }

  Outcome delete(String id) {
    try {
      api.delete(
          SECRETS + "/" + api.segment("bootstrap-token-" + id),
          Map.of("apiVersion", "v1", "kind", "DeleteOptions"));
      return new Outcome.Done();
    } catch (CallFailed e) {
      return e.isNotFound() ? new Outcome.Gone() : e.failure().outcome();
    }
  }
}
