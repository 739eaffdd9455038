package io.github.ciautoscaler.kubernetes;

import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import io.kubernetes.client.util.credentials.TokenFileAuthentication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cluster to work with: KUBECONFIG, then {@code ~/.kube/config}, then the pod's service
 * account. What is configured and broken is an error, never a reason to try the next.
 */
public final class ApiClients {

  static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private final Map<String, String> environment;
  private final Path serviceAccount;
  private final TimeLimits limits;

  ApiClients(Map<String, String> environment, Path serviceAccount, TimeLimits limits) {
    this.environment = Map.copyOf(environment);
    this.serviceAccount = serviceAccount;
    this.limits = limits;
  }

  /**
   * Sends no request.
   *
   * @param environment the process's environment variables
   * @throws ClusterNotFound when none is configured, or the configured one cannot be used
   */
  public static Connection connect(Map<String, String> environment) {
    return new ApiClients(environment, SERVICE_ACCOUNT, TimeLimits.DEFAULT).connect();
  }

  Connection connect() {
    String listed = environment.getOrDefault("KUBECONFIG", "").strip();
    if (!listed.isEmpty()) {
      return fromKubeconfig("KUBECONFIG", files(listed));
    }
    Path home = homeConfig();
    if (home != null) {
      return fromKubeconfig("~/.kube/config", List.of(home));
    }
    if (!environment.getOrDefault("KUBERNETES_SERVICE_HOST", "").isBlank()) {
      return inCluster();
    }
    throw new ClusterNotFound(
        "No Kubernetes cluster is configured: KUBECONFIG is not set, ~/.kube/config does not"
            + " exist, and this is not a pod (KUBERNETES_SERVICE_HOST is not set). Run it in the"
            + " cluster with a service account, or point KUBECONFIG to a kubeconfig file.");
  }

  private static List<Path> files(String listed) {
    return Stream.of(listed.split(File.pathSeparator, -1))
        .filter(name -> !name.isBlank())
        .map(Path::of)
        .toList();
  }

  private @Nullable Path homeConfig() {
    String home = environment.getOrDefault("HOME", "");
    if (home.isBlank()) {
      return null;
    }
    Path config = Path.of(home, ".kube", "config");
    return Files.isRegularFile(config) ? config : null;
  }

  private Connection fromKubeconfig(String source, List<Path> files) {
    Kubeconfig config = Kubeconfig.load(source, files);
    try {
      KubeConfig client = config.forClient();
      ClientBuilder builder = ClientBuilder.kubeconfig(client, Kubeconfig.CREDENTIALS_LAST);
      Path tokenFile = config.tokenFile();
      if (tokenFile != null) {
        builder.setAuthentication(reread(tokenFile));
      }
      byte[] ca =
          client.getDataOrFileRelative(
              client.getCertificateAuthorityData(), client.getCertificateAuthorityFile());
      return new Connection(
          config.describe(), builder.build(), ca, client.verifySSL(), config.proxy(), limits);
    } catch (ClusterNotFound told) {
      throw told;
    } catch (IOException | RuntimeException broken) {
      throw new ClusterNotFound(
          "%s cannot be used: %s. Check it with `kubectl --kubeconfig ... get nodes`."
              .formatted(config.describe(), cause(broken)));
    }
  }

  private Connection inCluster() {
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    Path token = serviceAccount.resolve("token");
    try {
      byte[] ca = Files.readAllBytes(serviceAccount.resolve("ca.crt"));
      ClientBuilder builder =
          new ClientBuilder()
              .setBasePath("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port)
              .setCertificateAuthority(ca)
              .setAuthentication(reread(token));
      return new Connection("the pod's service account", builder.build(), ca, true, null, limits);
    } catch (IOException | RuntimeException broken) {
      throw new ClusterNotFound(
          "This is a pod, but its service account in %s cannot be used: %s. Set `serviceAccountName`"
                  .formatted(serviceAccount, cause(broken))
              + " and do not turn `automountServiceAccountToken` off.");
    }
  }

  private TokenFileAuthentication reread(Path token) {
    return new TokenFileAuthentication(token.toString(), limits.token());
  }

  /** Class and, where it is a file's, the path: a parser's message could quote a credential. */
  private static String cause(Exception broken) {
    return broken instanceof IOException && broken.getMessage() != null
        ? broken.getClass().getSimpleName() + " " + broken.getMessage()
        : broken.getClass().getSimpleName();
  }
}
