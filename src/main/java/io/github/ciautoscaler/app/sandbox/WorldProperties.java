package io.github.ciautoscaler.app.sandbox;

import io.github.ciautoscaler.app.Surroundings;
import io.github.ciautoscaler.app.loop.LoopClock;
import io.github.ciautoscaler.sandbox.Sandbox;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.MapPropertySource;

/** What the sandbox says in Spring's environment, so that everything else is wired as always. */
final class WorldProperties {

  private static final String NAME = "sandbox";
  private static final Set<String> SETTINGS =
      Set.of(
          "HCLOUD_ENDPOINT",
          "HETZNER_API_TOKEN",
          "GITEA_API_URL",
          "GITEA_ADMIN_TOKEN",
          "CLUSTER_SECRET");

  private static final List<String> OUTSIDE =
      List.of(
          "HTTP_PROXY",
          "http_proxy",
          "HTTPS_PROXY",
          "https_proxy",
          "ALL_PROXY",
          "all_proxy",
          "NO_PROXY",
          "no_proxy",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR");

  private WorldProperties() {}

  /**
   * @param autoscaler whether the autoscaler runs beside the world
   */
  static MapPropertySource of(Sandbox sandbox, boolean autoscaler) {
    Map<String, String> variables = sandbox.environment().variables();
    Map<String, Object> properties = new HashMap<>();
    SETTINGS.forEach(name ->
        properties.put(
            "autoscaler." + name.toLowerCase(Locale.ROOT).replace('_', '-'),
            variables.getOrDefault(name, "")));
    properties.put(Surroundings.CLOCK, new WorldClock(sandbox.drive()));
    properties.put(Surroundings.VARIABLES, surroundings(variables));
    properties.put("server.address", "127.0.0.1");
    if (!autoscaler) {
      properties.put("management.endpoint.health.group.liveness.include", NAME);
      properties.put("management.endpoint.health.group.readiness.include", NAME);
    }
    return new MapPropertySource(NAME, properties);
  }

  /** All is on loopback: the proxies and certificates of whoever tries it out are none of ours. */
  private static Map<String, String> surroundings(Map<String, String> variables) {
    Map<String, String> around = new HashMap<>();
    OUTSIDE.forEach(name -> around.put(name, ""));
    around.put("KUBECONFIG", variables.getOrDefault("KUBECONFIG", ""));
    return around;
  }

  /** For a second process beside a sandbox. */
  static MapPropertySource of(LoopClock clock) {
    return new MapPropertySource(NAME + "-clock", Map.of(Surroundings.CLOCK, clock));
  }
}
