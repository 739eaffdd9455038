package io.github.ciautoscaler.settings;

import java.util.List;
import java.util.stream.Stream;

/** Everything that can be configured, theme by theme, as the document shows it. */
public final class AllSettings {

  /** The whole tree below {@code autoscaler}. */
  public static final Schema SCHEMA =
      new Schema(
          Stream.of(
                  ForgeKeys.ALL,
                  CloudKeys.ALL,
                  JoinKeys.ALL,
                  RunnerKeys.ALL,
                  ScalingKeys.ALL,
                  OperateKeys.ALL,
                  List.of(SandboxKeys.AUTOSCALER_CLOCK_URL),
                  SandboxKeys.ONLY_THERE)
              .<Setting<?>>flatMap(List::stream)
              .toList(),
          List.of(PoolKeys.POOLS));

  private AllSettings() {}

  /** Whether nothing but the sandbox reads it. */
  public static boolean isForTheSandbox(Setting<?> setting) {
    return SandboxKeys.ONLY_THERE.contains(setting);
  }
}
