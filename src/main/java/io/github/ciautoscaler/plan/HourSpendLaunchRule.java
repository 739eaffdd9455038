package io.github.ciautoscaler.plan;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** All machines together cost no more an hour than the owner allows. */
final class HourSpendLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Would it cost more than SPEND_PER_HOUR?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    BigDecimal most = launches.settings().caps().spend().perHour();
    return most == null
        ? null
        : launches
            .costs()
            .against(
                new Costs.Limit("SPEND_PER_HOUR", most, "The machines cost %s an hour"),
                launches.costs().perHour(),
                launch,
                launches.coolDowns());
  }
}
