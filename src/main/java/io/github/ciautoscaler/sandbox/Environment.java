package io.github.ciautoscaler.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How another process finds the simulated servers. */
public final class Environment {

  private final Map<String, String> variables = new LinkedHashMap<>();
  private final String kubeconfig;

  Environment(
      String giteaUrl, String hetznerUrl, String kubeconfig, Tokens tokens, String joinSecret) {
    this.kubeconfig = kubeconfig;
    variables.put("HCLOUD_ENDPOINT", hetznerUrl + "/v1");
    variables.put("HETZNER_API_TOKEN", tokens.hetzner());
    variables.put("GITEA_API_URL", giteaUrl);
    variables.put("GITEA_ADMIN_TOKEN", tokens.gitea());
    variables.put("CLUSTER_SECRET", joinSecret);
    variables.put("KUBECONFIG", file(kubeconfig).toString());
  }

  void clockIsAt(String controlUrl) {
    variables.put("AUTOSCALER_CLOCK_URL", controlUrl + "/sandbox/clock");
  }

  private static Path file(String kubeconfig) {
    try {
      Path file = Files.createTempFile("sandbox-kubeconfig", ".yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, kubeconfig);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("The sandbox cannot write its kubeconfig", unwritable);
    }
  }

  static String kubeconfig(String server, String caPem, String token) {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: sandbox
      cluster:
        server: %s
        certificate-authority-data: %s
    users:
    - name: sandbox
      user:
        token: %s
    contexts:
    - name: sandbox
      context: {cluster: sandbox, user: sandbox, namespace: gitea-runners}
    current-context: sandbox
    """
        .formatted(
            server,
            Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.US_ASCII)),
            token);
  }

  /** Names and values, in the order in which they are shown. */
  public Map<String, String> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** One {@code KEY=value} a line. */
  public String lines() {
    StringBuilder lines = new StringBuilder();
    variables.forEach((name, value) -> lines.append(name).append('=').append(value).append('\n'));
    return lines.toString();
  }

  /** YAML. */
  public String kubeconfig() {
    return kubeconfig;
  }
}
