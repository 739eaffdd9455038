package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.reconcile.LeaseStore;
import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Our Lease in the cluster; a write names the version that it replaces. */
public final class KubernetesLeases implements LeaseStore {

  /** The API server refuses a Lease whose times have no six digits after the second. */
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesSettings settings;
  private final InstantSource time;
  private final Api api;
  private final String all;
  private final String own;

  public KubernetesLeases(Connection connection, KubernetesSettings settings, InstantSource time) {
    this.settings = settings;
    this.time = time;
    api = new Api(connection);
    all =
        "/apis/coordination.k8s.io/v1/namespaces/"
            + api.segment(settings.ownNamespace())
            + "/leases";
    own = all + "/" + api.segment(settings.name());
  }

  @Override
  public Reading<Optional<Lease>> read() {
    Instant takenAt = time.instant();
    try {
      Wire.LeaseObject found = api.get(own, Map.of(), Wire.LeaseObject.class);
      String version = found.metadata() == null ? null : found.metadata().resourceVersion();
      return version == null
          ? new Failure.Garbled(own + ": a Lease without a version").reading(takenAt)
          : new Reading.Complete<>(Optional.of(lease(found.spec(), version)), takenAt);
    } catch (CallFailed e) {
      return e.isNotFound()
          ? new Reading.Complete<>(Optional.empty(), takenAt)
          : e.failure().reading(takenAt);
    }
  }

  /** What is not there is as of a Lease that nobody holds. */
  private static Lease lease(Wire.@Nullable LeaseSpec spec, String version) {
    Wire.LeaseSpec known = spec == null ? new Wire.LeaseSpec(null, null, null, null, null) : spec;
    return new Lease(
        Objects.requireNonNullElse(known.holderIdentity(), ""),
        new Term(
            Objects.requireNonNullElse(known.acquireTime(), Instant.EPOCH),
            Objects.requireNonNullElse(known.renewTime(), Instant.EPOCH),
            Duration.ofSeconds(Objects.requireNonNullElse(known.leaseDurationSeconds(), 0L))),
        Objects.requireNonNullElse(known.leaseTransitions(), 0),
        version);
  }

  @Override
  public Outcome write(Lease lease) {
    try {
      if (lease.version() == null) {
        api.post(all, object(lease), Wire.Ack.class);
      } else {
        api.put(own, object(lease), Wire.Ack.class);
      }
      return new Outcome.Done();
    } catch (CallFailed e) {
      return e.failure().outcome();
    }
  }

  private Map<String, Object> object(Lease lease) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", settings.name());
    metadata.put("namespace", settings.ownNamespace());
    if (lease.version() != null) {
      metadata.put("resourceVersion", lease.version());
    }
    return Map.of(
        "apiVersion",
        "coordination.k8s.io/v1",
        "kind",
        "Lease",
        "metadata",
        metadata,
        "spec",
        spec(lease));
  }

  private static Map<String, Object> spec(Lease lease) {
    Map<String, Object> spec = new LinkedHashMap<>();
    if (!lease.holder().isEmpty()) {
      spec.put("holderIdentity", lease.holder());
    }
    spec.put("leaseDurationSeconds", Math.max(1, lease.duration().toSeconds()));
    spec.put("acquireTime", MICROS.format(lease.acquired()));
    spec.put("renewTime", MICROS.format(lease.renewed()));
    spec.put("leaseTransitions", lease.transitions());
    return spec;
  }
}
