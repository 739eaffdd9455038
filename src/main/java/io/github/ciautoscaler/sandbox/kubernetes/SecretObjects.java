package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.simulator.JoinTokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Secrets. Bootstrap tokens among them let machines join the world's cluster, and expire. */
final class SecretObjects implements Objects {

  private static final String PREFIX = "bootstrap-token-";

  private final StoredObjects stored = new StoredObjects();
  private final JoinTokens tokens;

  SecretObjects(JoinTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public List<ObjectNode> all() {
    return stored.all().stream().filter(this::isAlive).toList();
  }

  private boolean isAlive(ObjectNode secret) {
    return !isToken(secret)
        || tokens.all().stream().anyMatch(token -> token.id().equals(idOf(secret)));
  }

  private static boolean isToken(ObjectNode secret) {
    return secret.path("type").asString("").equals("bootstrap.kubernetes.io/token")
        && Kinds.text(secret, "namespace").equals("kube-system")
        && Kinds.text(secret, "name").startsWith(PREFIX);
  }

  private static String idOf(ObjectNode secret) {
    return Kinds.text(secret, "name").substring(PREFIX.length());
  }

  @Override
  public void add(ObjectNode object) {
    stored.add(object);
    if (isToken(object)) {
      tokens.create(
          idOf(object),
          decoded(object, "token-secret"),
          NodeObjects.texts(object.path("metadata").path("labels")),
          expiry(decoded(object, "expiration")));
    }
  }

  private static @Nullable Instant expiry(String time) {
    return time.isEmpty() ? null : Instant.parse(time);
  }

  private static String decoded(ObjectNode secret, String key) {
    JsonNode value = secret.path("data").path(key);
    return new String(Base64.getDecoder().decode(value.asString("")), StandardCharsets.UTF_8);
  }

  @Override
  public void replace(ObjectNode object) {
    stored.replace(object);
  }

  @Override
  public void delete(ObjectNode object, int graceSeconds) {
    stored.delete(object, graceSeconds);
    if (isToken(object)) {
      tokens.delete(idOf(object));
    }
  }
}
