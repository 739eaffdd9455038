package io.github.ciautoscaler.shipping;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.util.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files below {@code k8s}, read as Kubernetes' model reads them. */
final class Manifests {

  static final Path ROOT = Path.of("k8s");
  static final String KUSTOMIZATION = "kustomization.yaml";

  private Manifests() {}

  /**
   * Every manifest, the example Secret included; no kustomization, nothing of the chart, and no
   * example for another program.
   */
  static List<Path> files() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith(KUSTOMIZATION))
          .filter(file -> !file.startsWith(Chart.ROOT))
          .filter(file -> !file.startsWith(ROOT.resolve("examples")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects of that kind, of all files. */
  static <T> List<T> all(Class<T> type) {
    return files().stream()
        .flatMap(file -> documents(read(file)).stream())
        .map(Manifests::strict)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  static <T> T only(Class<T> type) {
    List<T> found = all(type);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " objects of " + type.getSimpleName());
    }
    return found.getFirst();
  }

  /**
   * Reads one document; a field, type, quantity, kind or missing part that Kubernetes would refuse
   * throws. Neither of the two readers finds all of these alone.
   */
  static Object strict(Map<String, Object> document) {
    Object loaded;
    try {
      loaded = Yaml.load(new org.yaml.snakeyaml.Yaml().dump(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonElement json = new Gson().toJsonTree(document);
    try {
      loaded.getClass().getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(document.get("kind") + " is not in the model", e);
    }
    return loaded;
  }

  static List<Map<String, Object>> documents(String text) {
    Iterable<Object> documents = new org.yaml.snakeyaml.Yaml().loadAll(text);
    return StreamSupport.stream(documents.spliterator(), false).map(Manifests::map).toList();
  }

  /** What the kustomization in that directory names. */
  static List<String> resources(Path directory) {
    Object resources =
        documents(read(directory.resolve(KUSTOMIZATION))).getFirst().get("resources");
    return ((List<?>) Objects.requireNonNull(resources)).stream().map(String::valueOf).toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object document) {
    return (Map<String, Object>) document;
  }
}
