package io.github.vmimage.disk;

import java.io.IOException;
import java.util.List;

/** Tells where a disk may have other bytes than zeros, without reading it. */
interface DataMap {
  /** Of a disk of which nothing is known. */
  DataMap EVERYWHERE = List::of;

  /** The parts of a stretch that may hold something, in order. */
  List<Stretch> in(Stretch stretch) throws IOException;
}
