package io.github.ciautoscaler.kubernetes;

import static io.github.ciautoscaler.kubernetes.Given.map;
import static io.github.ciautoscaler.kubernetes.Given.needed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.ciautoscaler.fleet.OperatorWishes;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.ScaleRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What operators asked for, as the document of the stored state has it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record WishesJson(
    @Nullable Pause pause,
    @Nullable Map<String, Pause> poolPauses,
    @Nullable Map<String, RequestJson> scaleRequests) {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RequestJson(
      int count, @JsonProperty("bought") int launched, Instant at, @Nullable String pool) {

    static RequestJson of(ScaleRequest one) {
      return new RequestJson(one.count(), one.launched(), one.at(), one.pool());
    }

    ScaleRequest read() {
      return new ScaleRequest(count, launched, needed(at), pool);
    }
  }

  static WishesJson of(OperatorWishes wishes) {
    Map<String, RequestJson> requests = new TreeMap<>();
    wishes.scaleRequests().forEach((key, one) -> requests.put(key, RequestJson.of(one)));
    return new WishesJson(wishes.pause(), new TreeMap<>(wishes.poolPauses()), requests);
  }

  OperatorWishes read() {
    Map<String, ScaleRequest> requests = new HashMap<>();
    map(scaleRequests).forEach((key, one) -> requests.put(key, one.read()));
    Map<String, Pause> pauses = new HashMap<>();
    map(poolPauses)
        .forEach((pool, one) ->
            pauses.put(pool, new Pause(needed(one.since()), one.until(), one.reason())));
    return new OperatorWishes(checked(pause), pauses, requests);
  }

  private static @Nullable Pause checked(@Nullable Pause written) {
    return written == null
        ? null
        : new Pause(needed(written.since()), written.until(), written.reason());
  }
}
