using Gan.Games;

namespace Gan;

/// <summary>Unrolled generative adversarial networks (Metz et al. 2017, arXiv:1611.02163).</summary>
public static class UnrolledPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>
        /// Lets the generator look ahead: its loss is that against the discriminator which K steps of gradient descent
        /// would make, and its gradient goes through them exactly (Metz et al. 2017, section 2). It costs about 3K more
        /// passes of the discriminator in each step. With any loss; penalties and micro-batches are refused.
        /// </summary>
        /// <param name="steps">Steps K. At least 0, which is the classic game. Default 5.</param>
        /// <param name="learningRate">Rate of those steps, which are plain gradient descent whatever the
        /// discriminator's optimiser is. Above 0. Default 0.3.</param>
        public GanBuilder WithUnrolling(int steps = 5, double learningRate = 0.3)
        {
            var options = new UnrolledOptions(steps, learningRate);
            return gan.WithGame(setup => new UnrolledGame(setup, options), options.Describe());
        }
    }
}
