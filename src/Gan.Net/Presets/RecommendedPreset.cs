namespace Gan;

/// <summary>What gives the best samples in so many minutes, as measured on a processor of two cores.</summary>
public static class RecommendedPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>
        /// Chooses networks, loss, batch, augmentation, labels and steps by the data (shape, count, classes) and the
        /// time, for a user who has pictures and no opinion; docs/recommended.md has what they were measured by. Build
        /// logs each choice with its reason, and times some steps of a trial to fill the minutes. Networks, optimisers,
        /// conditioning and training options of your own hold, whichever call comes first; a loss called later replaces
        /// the recommendation.
        /// </summary>
        /// <param name="minutes">Minutes that the training may last, on the clock and on this machine. Greater than 0.
        /// </param>
        /// <exception cref="ArgumentOutOfRangeException">The minutes are no time.</exception>
        public GanBuilder WithRecommended(double minutes = 15)
        {
            Argument.Above(0, minutes);
            return gan.WithPreset(data => Recommendation.For(data, minutes));
        }
    }
}
