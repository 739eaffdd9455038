package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.Reading;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the cluster is: its version, the hash of its CA, and what it lets us do. */
final class Description {

  private final Connection connection;
  private final Api api;
  private final Permissions permissions;
  private final InstantSource time;

  Description(Connection connection, Api api, Permissions permissions, InstantSource time) {
    this.connection = connection;
    this.api = api;
    this.permissions = permissions;
    this.time = time;
  }

  Reading<ClusterInfo> read() {
    Instant takenAt = time.instant();
    try {
      String version = api.get("/version", Map.of(), Wire.Version.class).gitVersion();
      if (version == null) {
        return new Failure.Garbled("/version says no gitVersion").reading(takenAt);
      }
      Optional<String> caHash = caHash();
      Permissions.Held held = permissions.ask();
      return new Reading.Complete<>(
          new ClusterInfo(
              version, caHash.orElse(null), caKeyHashes(), held.granted(), held.denied()),
          takenAt);
    } catch (CallFailed e) {
      return e.failure().reading(takenAt);
    }
  }

  /**
   * Of what K3s itself serves, byte by byte, but only over a connection that proves who answers;
   * else of the client configuration's bundle, which is normally the same.
   *
   * @throws CallFailed when nothing was answered, as the bundle may differ by its white space
   */
  private Optional<String> caHash() throws CallFailed {
    Optional<String> served = connection.isVerified() ? servedCaHash() : Optional.empty();
    byte[] bundle = connection.ca();
    return served.isPresent() || bundle == null ? served : CaHash.ofBundle(bundle);
  }

  private List<String> caKeyHashes() {
    byte[] bundle = connection.ca();
    return bundle == null ? List.of() : CaHash.ofKeys(bundle);
  }

  private Optional<String> servedCaHash() throws CallFailed {
    try {
      return CaHash.ofBundle(api.bytes("/cacerts"));
    } catch (CallFailed e) {
      if (e.failure() instanceof Failure.Refused) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
