/**
 * What was proven of one image, for people and for CI systems: one page without anything outside of it, and JUnit's XML. The model is this
 * room's own; it knows no stage. Texts of the model may come from a guest and hold any character: whatever renders them makes them plain.
 */
package io.github.vmimage.testreport;
