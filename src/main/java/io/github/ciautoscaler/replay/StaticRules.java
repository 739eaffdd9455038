package io.github.ciautoscaler.replay;

import java.time.Duration;

/** So many servers all the time: no autoscaler. */
record StaticRules(int servers) implements PeerPolicy.Rules {

  @Override
  public String name() {
    return "static:" + servers;
  }

  @Override
  public String source() {
    return "no autoscaler, " + servers + " servers from the first job to the last";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(60);
  }

  @Override
  public void decide(Yard yard) {
    yard.create(servers - yard.all());
  }

  @Override
  public void end(Yard yard) {
    yard.machines().forEach(yard::delete);
  }
}
