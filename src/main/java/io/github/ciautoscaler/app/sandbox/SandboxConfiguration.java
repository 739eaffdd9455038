package io.github.ciautoscaler.app.sandbox;

import io.github.ciautoscaler.sandbox.Sandbox;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What serves the sandbox inside the application. The beans are there in every profile and ask at
 * run time whether there is a world: an image's beans are chosen when it is built.
 */
@Configuration(proxyBeanMethods = false)
class SandboxConfiguration {

  @Bean
  HealthIndicator sandboxHealthIndicator(ObjectProvider<Sandbox> sandbox) {
    return new WorldHealth(sandbox);
  }

  @Bean
  WorldEnd worldEnd(ObjectProvider<Sandbox> sandbox) {
    return new WorldEnd(sandbox);
  }

  /**
   * The health of a world that runs alone: up once its three servers answered, and from then on.
   */
  static final class WorldHealth implements HealthIndicator {
    private final ObjectProvider<Sandbox> sandbox;
    private volatile boolean answered;

    WorldHealth(ObjectProvider<Sandbox> sandbox) {
      this.sandbox = sandbox;
    }

    @Override
    public Health health() {
      Sandbox world = sandbox.getIfAvailable();
      answered = answered || (world != null && world.answers());
      return (answered ? Health.up() : Health.outOfService()).build();
    }
  }

  /** Ends the world after everything that works with it. */
  static final class WorldEnd implements SmartLifecycle {
    private final ObjectProvider<Sandbox> sandbox;
    private volatile boolean running;

    WorldEnd(ObjectProvider<Sandbox> sandbox) {
      this.sandbox = sandbox;
    }

    @Override
    public void start() {
      running = true;
    }

    @Override
    public void stop() {
      running = false;
      sandbox.ifAvailable(Sandbox::close);
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    /** Started first, stopped last. */
    @Override
    public int getPhase() {
      return Integer.MIN_VALUE;
    }
  }
}
