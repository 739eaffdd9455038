package io.github.ciautoscaler.app;

import io.github.ciautoscaler.api.ConfigurationView;
import io.github.ciautoscaler.app.settings.ConfigStatus;
import io.github.ciautoscaler.metrics.MetricsSettings;
import java.nio.file.Path;
import java.util.List;

/** How it stands with the files of settings, in the words of those who show it. */
final class FilesShown {

  private FilesShown() {}

  static ConfigurationView inApi(ConfigStatus status, List<String> notSold) {
    return new ConfigurationView(
        status.files().stream().map(Path::toString).toList(),
        status.loadedAt(),
        status.refusedSince(),
        status.problems().stream()
            .map(one -> new ConfigurationView.Mistake(one.what(), one.from(), one.mend()))
            .toList(),
        status.restartNeeded(),
        notSold);
  }

  static MetricsSettings.Files inMetrics(ConfigStatus status) {
    return new MetricsSettings.Files(
        status.loadedAt(), status.isRefused(), status.restartNeeded().size());
  }
}
