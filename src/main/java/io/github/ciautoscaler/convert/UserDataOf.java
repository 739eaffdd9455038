package io.github.ciautoscaler.convert;

import io.github.ciautoscaler.bootstrap.OwnUserData;
import io.github.ciautoscaler.bootstrap.TalosConfig;
import io.github.ciautoscaler.fleet.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** How a pool's machines join: by the user-data that they had. */
record UserDataOf(PoolsYaml yaml) {

  private static final String NO_USER_DATA =
      "No cloud-init is given: machines join as bootstrap says, k3s without it.";

  /** Whether labels and taints of Nodes are the pool's to say. */
  boolean takesMarks(@Nullable String userData) {
    return userData == null || isTalos(userData);
  }

  /** It stays in the environment, and is read there. */
  void ofTheEnvironment(@Nullable String userData) {
    if (userData == null) {
      yaml.note(NO_USER_DATA + " HCLOUD_CLOUD_INIT means the same here as there.");
      return;
    }
    check("HCLOUD_CLOUD_INIT", userData);
    yaml.note(
        "HCLOUD_CLOUD_INIT means the same here: leave it in the environment, from its Secret.");
    if (isTalos(userData)) {
      yaml.text("bootstrap", "talos");
    }
  }

  void ofThePool(String key, @Nullable String userData) {
    if (userData == null) {
      yaml.note(NO_USER_DATA);
      return;
    }
    check(key, userData);
    if (isTalos(userData)) {
      yaml.text("bootstrap", "talos");
    }
    yaml.note(
        "Whoever reads this can join a machine to the cluster: keep the file in a Secret, or name"
            + " another with cloud-init-file.");
    if (isReadable(userData)) {
      yaml.block("cloud-init", userData);
    } else {
      byte[] bytes = userData.getBytes(StandardCharsets.UTF_8);
      yaml.text("cloud-init", Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static boolean isTalos(String userData) {
    return OwnUserData.isForTalos(new Secret(userData));
  }

  /** As a block of YAML, of which the reader sees that it is no base64. */
  private static boolean isReadable(String userData) {
    return userData.lines().count() > 1
        && userData.chars().allMatch(one -> one == '\n' || !Character.isISOControl(one))
        && !userData.contains("${");
  }

  private static void check(String key, String userData) {
    String encoded = Base64.getEncoder().encodeToString(userData.getBytes(StandardCharsets.UTF_8));
    if (OwnUserData.check(encoded) instanceof OwnUserData.Useless(var what, var mend)) {
      throw new BadInput("%s %s.".formatted(key, what), mend);
    }
    if (isTalos(userData)
        && TalosConfig.check(new Secret(userData))
            instanceof TalosConfig.Useless(var what, var mend)) {
      throw new BadInput("%s %s.".formatted(key, what), mend);
    }
  }
}
