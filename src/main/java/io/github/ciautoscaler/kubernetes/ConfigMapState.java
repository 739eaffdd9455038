package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.StateStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the stored state as one JSON document in a ConfigMap. One that cannot be read is never
 * taken for an empty one: the launches that it records would be forgotten.
 */
public final class ConfigMapState implements StateStore {

  static final String KEY = "notes.json";

  /** A ConfigMap holds 1 MiB; the rest is for its metadata. */
  static final int LONGEST = 1_000_000;

  private final KubernetesSettings settings;
  private final InstantSource time;
  private final Api api;
  private final String all;
  private final String own;

  public ConfigMapState(Connection connection, KubernetesSettings settings, InstantSource time) {
    this.settings = settings;
    this.time = time;
    api = new Api(connection);
    all = "/api/v1/namespaces/" + api.segment(settings.ownNamespace()) + "/configmaps";
    own = all + "/" + api.segment(settings.name());
  }

  @Override
  public Reading<Optional<Stored>> load() {
    Instant takenAt = time.instant();
    try {
      return new Reading.Complete<>(
          Optional.of(stored(api.get(own, Map.of(), Wire.ConfigMap.class))), takenAt);
    } catch (CallFailed e) {
      return e.isNotFound()
          ? new Reading.Complete<>(Optional.empty(), takenAt)
          : e.failure().reading(takenAt);
    } catch (StateDocument.TooNew tooNew) {
      return new Failure.Garbled(runTheNewer(tooNew.version)).reading(takenAt);
    } catch (RuntimeException unreadable) {
      return new Failure.Garbled(mend()).reading(takenAt);
    }
  }

  private Stored stored(Wire.ConfigMap map) {
    String version = map.metadata() == null ? null : map.metadata().resourceVersion();
    if (version == null) {
      throw new IllegalArgumentException("no resourceVersion");
    }
    String text = map.data() == null ? null : map.data().get(KEY);
    StoredState stored = text == null ? StoredState.EMPTY : StateDocument.read(text, api.json());
    return new Stored(stored, version);
  }

  private String mend() {
    return ("The state in the ConfigMap %s/%s, key %s, cannot be read. Correct it, or delete the"
            + " ConfigMap to start without them: servers ordered in the last minutes are then found"
            + " by their name only.")
        .formatted(settings.ownNamespace(), settings.name(), KEY);
  }

  private String runTheNewer(long version) {
    return ("The ConfigMap %s/%s, key %s, was written by a newer release: version %d, and this release"
            + " reads up to %d. Run the newer release, or delete the ConfigMap to start without it:"
            + " servers ordered in the last minutes are then found by their name only.")
        .formatted(settings.ownNamespace(), settings.name(), KEY, version, StateDocument.VERSION);
  }

  @Override
  public SaveResult save(StoredState stored, @Nullable String version) {
    String text = StateDocument.write(stored, api.json());
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    if (size > LONGEST) {
      return new NotSaved(
          new Outcome.Invalid(
              "the stored state is %d bytes, a ConfigMap holds 1 MiB".formatted(size)));
    }
    try {
      Wire.Ack saved =
          version == null
              ? api.post(all, object(text, null), Wire.Ack.class)
              : api.put(own, object(text, version), Wire.Ack.class);
      String now = saved.metadata() == null ? null : saved.metadata().resourceVersion();
      return now == null
          ? new NotSaved(new Outcome.Unknown("the ConfigMap was answered without its version"))
          : new Saved(now);
    } catch (CallFailed e) {
      return new NotSaved(e.failure().outcome());
    }
  }

  private Map<String, Object> object(String text, @Nullable String version) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", settings.name());
    metadata.put("namespace", settings.ownNamespace());
    metadata.put("labels", Map.of("app.kubernetes.io/managed-by", settings.name()));
    if (version != null) {
      metadata.put("resourceVersion", version);
    }
    return Map.of(
        "apiVersion", "v1", "kind", "ConfigMap", "metadata", metadata, "data", Map.of(KEY, text));
  }
}
