package io.github.ciautoscaler.hetzner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A private network's JSON, as far as it is used. */
@JsonIgnoreProperties(ignoreUnknown = true)
record NetworkWire(@Nullable List<@Nullable Subnet> subnets) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Subnet(@Nullable String ipRange) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Envelope(@Nullable NetworkWire network) {

    /** Of its subnets, as in 10.0.1.0/24. */
    List<String> ranges() {
      @Nullable List<@Nullable Subnet> all = network == null ? null : network.subnets;
      return all == null
          ? List.of()
          : all.stream()
              .filter(Objects::nonNull)
              .map(Subnet::ipRange)
              .filter(Objects::nonNull)
              .toList();
    }
  }
}
