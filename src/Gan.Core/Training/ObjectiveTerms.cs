using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>One update's batch as the objective's terms see it.</summary>
internal readonly record struct TermInput(
    Tensor Real,
    Tensor Fake,
    Tensor Latents,
    Tensor? Condition,
    Tensor? RealScores,
    Tensor FakeScores
);

/// <summary>Adds the terms that are due to an objective. Owns what they remember between updates.</summary>
internal sealed class ObjectiveTerms : IDisposable
{
    private readonly GeneratorNetwork generator;
    private readonly DiscriminatorNetwork discriminator;
    private readonly (IPenalty Term, int Every, PenaltyMemory Memory)[] critic;
    private readonly (IGeneratorPenalty Term, int Every, PenaltyMemory Memory)[] maker;
    private readonly Parameter[] criticParameters,
        generatorParameters;

    internal ObjectiveTerms(GanSettings settings, GeneratorNetwork generator, DiscriminatorNetwork discriminator)
    {
        this.generator = generator;
        this.discriminator = discriminator;
        critic = [.. settings.Penalties.Select(p => (p.Penalty, p.Every, new PenaltyMemory()))];
        maker = [.. settings.GeneratorPenalties.Select(p => (p.Penalty, p.Every, new PenaltyMemory()))];
        criticParameters = [.. discriminator.parameters()];
        generatorParameters = [.. generator.parameters()];
    }

    /// <summary>What each term remembers, by a name that says whose it is.</summary>
    internal IEnumerable<(string Name, PenaltyMemory Memory)> Memories =>
        [
            .. critic.Select((t, i) => ($"discriminator.{i}.{t.Term.GetType().Name}", t.Memory)),
            .. maker.Select((t, i) => ($"generator.{i}.{t.Term.GetType().Name}", t.Memory)),
        ];

    /// <param name="loss">The discriminator's loss.</param>
    /// <param name="update">Number of the discriminator update, from 0.</param>
    /// <param name="input">Its batch.</param>
    /// <param name="random">The update's stream for each term.</param>
    internal Tensor AddToDiscriminator(Tensor loss, long update, TermInput input, Func<int, Generator> random)
    {
        for (var i = 0; i < critic.Length; i++)
        {
            var (term, every, memory) = critic[i];
            if (update % every != 0)
            {
                continue;
            }
            loss +=
                every
                * term.Penalty(
                    new PenaltyContext
                    {
                        Real = input.Real,
                        Fake = input.Fake,
                        RealScores = input.RealScores!,
                        FakeScores = input.FakeScores,
                        Condition = input.Condition,
                        Critic = samples => discriminator.call(samples, input.Condition),
                        Random = random(i),
                        Latents = input.Latents,
                        Generator = latents => Sampled(latents, input.Condition),
                        Features = samples => discriminator.Features(samples, input.Condition),
                        Auxiliary = samples => discriminator.Auxiliary(samples, input.Condition),
                        Parameters = criticParameters,
                        Memory = memory,
                    }
                );
        }
        return loss;
    }

    /// <param name="loss">The generator's loss.</param>
    /// <param name="update">Number of the generator update, from 0.</param>
    /// <param name="input">Its batch.</param>
    /// <param name="random">The update's stream for each term.</param>
    internal Tensor AddToGenerator(Tensor loss, long update, TermInput input, Func<int, Generator> random)
    {
        for (var i = 0; i < maker.Length; i++)
        {
            var (term, every, memory) = maker[i];
            if (update % every != 0)
            {
                continue;
            }
            loss +=
                every
                * term.Penalty(
                    new GeneratorPenaltyContext
                    {
                        Latents = input.Latents,
                        Fake = input.Fake,
                        FakeScores = input.FakeScores,
                        Real = input.Real,
                        Condition = input.Condition,
                        Generator = latents => generator.call(latents, input.Condition),
                        Critic = samples => discriminator.call(samples, input.Condition),
                        Features = samples => discriminator.Features(samples, input.Condition),
                        Auxiliary = samples => discriminator.Auxiliary(samples, input.Condition),
                        Parameters = generatorParameters,
                        Memory = memory,
                        Random = random(i),
                    }
                );
        }
        return loss;
    }

    private Tensor Sampled(Tensor latents, Tensor? condition)
    {
        using var _ = no_grad();
        return generator.call(latents, condition);
    }

    public void Dispose()
    {
        foreach (var (_, memory) in Memories)
        {
            memory.Dispose();
        }
    }
}
