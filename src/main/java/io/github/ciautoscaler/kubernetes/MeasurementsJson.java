package io.github.ciautoscaler.kubernetes;

import static io.github.ciautoscaler.kubernetes.Given.list;
import static io.github.ciautoscaler.kubernetes.Given.map;
import static io.github.ciautoscaler.kubernetes.Given.needed;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ciautoscaler.fleet.DaySpend;
import io.github.ciautoscaler.fleet.MeasuredBoot;
import io.github.ciautoscaler.fleet.MeasuredTermination;
import io.github.ciautoscaler.fleet.Measurements;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, as the document of the stored state has it.
 *
 * @param removals terminations, as they were called once
 * @param spend amounts as texts, which keep every digit
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record MeasurementsJson(
    @Nullable List<TerminationJson> removals,
    @Nullable List<BootJson> boots,
    @Nullable LengthsJson jobLengths,
    @Nullable SpendJson spend) {

  record BootJson(String machine, String pool, long seconds) {

    static BootJson of(MeasuredBoot boot) {
      return new BootJson(boot.machine(), boot.pool(), boot.took().toSeconds());
    }

    MeasuredBoot read() {
      return new MeasuredBoot(
          needed(machine), needed(pool), Duration.ofSeconds(Math.max(0, seconds)));
    }
  }

  record TerminationJson(String machine, long millis) {

    MeasuredTermination read() {
      return new MeasuredTermination(needed(machine), Duration.ofMillis(Math.max(0, millis)));
    }
  }

  /** What one day cost so far. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record SpendJson(Instant day, @Nullable String gone, @Nullable Map<String, String> servers) {

    static @Nullable SpendJson of(DaySpend spend) {
      return spend.equals(DaySpend.NONE)
          ? null
          : new SpendJson(spend.day(), spend.gone().toPlainString(), servers(spend));
    }

    static DaySpend read(@Nullable SpendJson written) {
      return written == null
          ? DaySpend.NONE
          : new DaySpend(
              needed(written.day),
              written.gone == null ? BigDecimal.ZERO : new BigDecimal(written.gone),
              map(written.servers).entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          one -> Long.valueOf(one.getKey()),
                          one -> new BigDecimal(one.getValue()))));
    }

    private static Map<String, String> servers(DaySpend spend) {
      Map<String, String> costs = new TreeMap<>();
      spend.present().forEach((id, cost) -> costs.put(id.toString(), cost.toPlainString()));
      return costs;
    }
  }

  static MeasurementsJson of(Measurements measurements) {
    return new MeasurementsJson(
        measurements.terminations().stream()
            .map(it -> new TerminationJson(it.machine(), it.took().toMillis()))
            .toList(),
        measurements.boots().stream().map(BootJson::of).toList(),
        LengthsJson.of(measurements.lengths()),
        SpendJson.of(measurements.spend()));
  }

  Measurements read() {
    return new Measurements(
        list(removals).stream().map(TerminationJson::read).toList(),
        list(boots).stream().map(BootJson::read).toList(),
        LengthsJson.read(jobLengths),
        SpendJson.read(spend));
  }
}
