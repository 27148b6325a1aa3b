package io.cleandata.alert;

/**
 * What became of one handler's alerts.
 *
 * @param delivered alerts that arrived
 * @param retries attempts that failed and are followed by another
 * @param givenUp alerts that could not be delivered
 * @param dropped alerts that found the queue full
 * @param waiting alerts that are still to be delivered
 * @param failing whether the last attempt failed
 */
public record DeliveryCounts(long delivered, long retries, long givenUp, long dropped, int waiting, boolean failing) {}
