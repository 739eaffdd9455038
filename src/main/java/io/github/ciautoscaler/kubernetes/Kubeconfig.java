package io.github.ciautoscaler.kubernetes;

import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One or several kubeconfig files as one, merged as kubectl does: what comes first wins, and
 * relative paths are those of their own file. The official client takes a single file only.
 */
final class Kubeconfig {

  /** How long what an exec plugin answered is used; cloud plugins' tokens last 15 minutes. */
  static final Duration CREDENTIALS_LAST = Duration.ofMinutes(10);

  private static final List<String> PATHS =
      List.of("certificate-authority", "client-certificate", "client-key", "tokenFile");

  private final String source;
  private final Path first;
  private final ArrayList<Object> contexts = new ArrayList<>();
  private final ArrayList<Object> clusters = new ArrayList<>();
  private final ArrayList<Object> users = new ArrayList<>();
  private String context = "";

  private Kubeconfig(String source, Path first) {
    this.source = source;
    this.first = first.toAbsolutePath();
  }

  /** Files that do not exist are left out, as kubectl does, but one must. */
  static Kubeconfig load(String source, List<Path> files) {
    List<Path> present = files.stream().filter(Files::isRegularFile).toList();
    if (present.isEmpty()) {
      throw new ClusterNotFound(
          source + " names no file that exists: " + files + ". Correct it, or unset KUBECONFIG.");
    }
    Kubeconfig merged = new Kubeconfig(source, present.getFirst());
    present.forEach(merged::add);
    merged.check();
    return merged;
  }

  private void add(Path file) {
    Map<?, ?> document = read(file);
    if (context.isEmpty() && document.get("current-context") instanceof String current) {
      context = current;
    }
    Path folder = file.toAbsolutePath().getParent();
    addNew(contexts, document.get("contexts"), "context", folder);
    addNew(clusters, document.get("clusters"), "cluster", folder);
    addNew(users, document.get("users"), "user", folder);
  }

  private Map<?, ?> read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      return document instanceof Map<?, ?> map ? map : Map.of();
    } catch (IOException | RuntimeException broken) {
      throw new ClusterNotFound(
          "%s: %s cannot be read as a kubeconfig (%s)."
              .formatted(source, file, broken.getClass().getSimpleName()));
    }
  }

  private static void addNew(
      List<Object> all, @Nullable Object more, String kind, @Nullable Path folder) {
    if (more instanceof List<?> entries) {
      for (Object entry : entries) {
        if (entry instanceof Map<?, ?> named && find(all, named.get("name")) == null) {
          all.add(absolute(named, kind, folder));
        }
      }
    }
  }

  private static Map<String, Object> absolute(Map<?, ?> named, String kind, @Nullable Path folder) {
    Map<String, Object> entry = copy(named);
    if (named.get(kind) instanceof Map<?, ?> body && folder != null) {
      Map<String, Object> resolved = copy(body);
      for (String key : PATHS) {
        if (resolved.get(key) instanceof String path && !path.isEmpty()) {
          resolved.put(key, folder.resolve(path).normalize().toString());
        }
      }
      entry.put(kind, resolved);
    }
    return entry;
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new HashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }

  private void check() {
    if (context.isEmpty()) {
      throw new ClusterNotFound(
          "%s has no current-context. Choose one with `kubectl config use-context`."
              .formatted(describe()));
    }
    if (cluster().get("server") == null) {
      throw new ClusterNotFound(
          "%s has no context '%s' that names a cluster with a server.".formatted(source, context));
    }
  }

  String describe() {
    return context.isEmpty() ? source : "%s, context '%s'".formatted(source, context);
  }

  KubeConfig forClient() {
    KubeConfig config = new KubeConfig(contexts, clusters, users);
    config.setFile(first.toFile());
    config.setContext(context);
    return config;
  }

  /** A token that is kept in a file is read again and again, as it is replaced there. */
  @Nullable Path tokenFile() {
    Map<?, ?> user = chosen("user", users);
    boolean otherwise = user.containsKey("token") || user.containsKey("exec");
    return !otherwise && user.get("tokenFile") instanceof String file ? Path.of(file) : null;
  }

  /** The cluster's own proxy-url; the process's proxy is never used for the API server. */
  @Nullable Proxy proxy() {
    if (!(cluster().get("proxy-url") instanceof String url) || url.isEmpty()) {
      return null;
    }
    URI uri = URI.create(url);
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.equals("http") && !scheme.startsWith("socks5") || uri.getHost() == null) {
      throw new ClusterNotFound(
          "%s has a proxy-url that is not understood: use http://host:port or socks5://host:port."
              .formatted(describe()));
    }
    int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("http") ? 80 : 1080;
    return new Proxy(
        scheme.equals("http") ? Proxy.Type.HTTP : Proxy.Type.SOCKS,
        InetSocketAddress.createUnresolved(uri.getHost(), port));
  }

  private Map<?, ?> cluster() {
    return chosen("cluster", clusters);
  }

  private Map<?, ?> chosen(String kind, List<Object> all) {
    Map<?, ?> entry = find(contexts, context);
    if (entry == null || !(entry.get("context") instanceof Map<?, ?> names)) {
      return Map.of();
    }
    Map<?, ?> found = find(all, names.get(kind));
    return found != null && found.get(kind) instanceof Map<?, ?> body ? body : Map.of();
  }

  private static @Nullable Map<?, ?> find(List<Object> all, @Nullable Object name) {
    for (Object entry : all) {
      if (entry instanceof Map<?, ?> map && name != null && name.equals(map.get("name"))) {
        return map;
      }
    }
    return null;
  }
}
