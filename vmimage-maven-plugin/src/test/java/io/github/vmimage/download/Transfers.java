package io.github.vmimage.download;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what is told of downloads. */
final class Transfers implements TransferProgress {
  final List<String> events = new CopyOnWriteArrayList<>();

  @Override
  public void started(String location, long size) {
    events.add("started " + size);
  }

  @Override
  public void progressed(String location, long received) {
    if (!events.contains("progressed")) {
      events.add("progressed");
    }
  }

  @Override
  public void succeeded(String location, long received) {
    events.add("succeeded " + received);
  }

  @Override
  public void failed(String location, String reason) {
    events.add("failed: " + reason);
  }
}
