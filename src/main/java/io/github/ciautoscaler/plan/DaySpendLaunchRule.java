package io.github.ciautoscaler.plan;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The hours that began since midnight UTC cost no more than the owner allows for a day. */
final class DaySpendLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Would it cost more than SPEND_PER_DAY?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    BigDecimal most = launches.settings().caps().spend().perDay();
    return most == null
        ? null
        : launches
            .costs()
            .against(
                new Costs.Limit("SPEND_PER_DAY", most, "Today cost %s so far"),
                launches.costs().today(),
                launch,
                launches.coolDowns());
  }
}
