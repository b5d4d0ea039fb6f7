package io.github.vmimage.download;

import io.github.vmimage.report.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what a user would see. */
public final class Lines implements Progress {
  public final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void info(String line) {
    lines.add(line);
  }

  @Override
  public void warn(String line) {
    lines.add(line);
  }

  @Override
  public void debug(String line) {}
}
