package io.github.vmimage.download;

/** Hears of downloads. Called from the thread that downloads; several downloads may run at once, each with its own calls. */
public interface TransferProgress {

  /**
   * A download began.
   *
   * @param location URL
   * @param size in bytes, or -1 where the server does not tell
   */
  void started(String location, long size);

  /**
   * Bytes came.
   *
   * @param location URL
   * @param received bytes so far; fewer than before when the transfer had to begin again
   */
  void progressed(String location, long received);

  /**
   * All bytes came. They are not verified yet.
   *
   * @param location URL
   * @param received bytes
   */
  void succeeded(String location, long received);

  /**
   * The download was given up.
   *
   * @param location URL
   * @param reason one line
   */
  void failed(String location, String reason);

  /** Tells nobody. */
  TransferProgress SILENT = new TransferProgress() {
    @Override
    public void started(String location, long size) {}

    @Override
    public void progressed(String location, long received) {}

    @Override
    public void succeeded(String location, long received) {}

    @Override
    public void failed(String location, String reason) {}
  };
}
