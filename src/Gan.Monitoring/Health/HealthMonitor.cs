using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static System.FormattableString;

namespace Gan.Monitoring;

/// <summary>
/// Watches a training for what usually goes wrong: numbers that are none, a discriminator that wins, gradients that
/// vanish or explode, collapse, copies of the data, and networks that chase each other. Says each in one sentence, with
/// since when and what usually helps, to the training's log (<see cref="GanBuilder.WithLogging"/>) and in
/// <see cref="Findings"/>. It never changes the training.
/// </summary>
/// <remarks>
/// Add it without a cadence: <c>AddCallback(new HealthMonitor())</c>. At most steps it only adds up what the report
/// holds; how often it looks further is in the options. A problem is reported once, and again only after it was over.
/// Samples come from the moving average. In a game of your own it judges what there is: every value and every player's
/// gradient; scores where the game reports "score/real" and "score/fake" and has a loss that they go into
/// (<see cref="IGame.AdversarialLoss"/>); samples where a player's network is a generator.
/// </remarks>
public sealed class HealthMonitor : ITrainingCallback
{
    private const int References = 1000; // real samples that samples are compared with

    private readonly HealthOptions options;
    private readonly List<HealthFinding> findings = [];
    private readonly Dictionary<HealthKind, Persistence> states = [];
    private ILogger log = NullLogger.Instance;
    private GapSwing swing = new();
    private HealthRules? rules;
    private SampleSpread? spread;
    private LostCategories? categories;
    private RepeatedTexts? texts;
    private double realScores; // sums since the check before
    private double fakeScores;
    private int scoreCount;
    private bool hasScores;
    private bool hasSamples;
    private long nextCheck;
    private long nextLook;

    /// <summary>Watches with these options.</summary>
    /// <param name="options">Null takes the defaults.</param>
    /// <exception cref="GanConfigurationException">An option is out of range.</exception>
    public HealthMonitor(HealthOptions? options = null)
    {
        this.options = options ?? new();
        GanConfigurationException.ThrowIfAny(this.options.Problems());
    }

    /// <summary>Everything found in this training, the oldest first, what is over included.</summary>
    public IReadOnlyList<HealthFinding> Findings => findings;

    /// <summary>The newest measurements; null before the first look.</summary>
    public HealthReading? Latest { get; private set; }

    /// <summary>The step of the latest look at samples; null before the first.</summary>
    internal long? SampledAt { get; private set; }

    /// <summary>Looks in a row that a problem takes.</summary>
    internal int LooksInARow => options.Persistence;

    /// <inheritdoc/>
    public void OnStart(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        log = context.Loggers.CreateLogger<HealthMonitor>();
        findings.Clear();
        states.Clear();
        spread?.Dispose();
        spread = SampleSpread.Of(context.Data, References, options.Samples);
        categories = LostCategories.Of(context.Data, spread?.Count ?? 0);
        texts = RepeatedTexts.Of(context.Data, spread?.Count ?? 0);
        swing = new();
        ForgetScores();
        hasScores = false;
        hasSamples = spread is not null && context.MakesSamples;
        Latest = null;
        SampledAt = null;
        var generators = context.Players.Where(player => player.Network is GeneratorNetwork);
        rules = new(
            options,
            context.AdversarialLoss is { EstimatesWasserstein: true },
            spread?.RealPair ?? 0,
            [.. generators.Select(player => player.Name)]
        );
        nextCheck = context.Step + options.CheckEvery;
        nextLook = context.Step + options.SampleEvery;
    }

    /// <inheritdoc/>
    public void OnStep(TrainingContext context, StepReport report)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(report);
        if (rules is null)
        {
            return;
        }
        if (report.Step + options.CheckEvery < nextCheck)
        {
            // it went back to a checkpoint
            nextCheck = report.Step;
            nextLook = Math.Min(nextLook, report.Step + options.SampleEvery);
        }
        var faults = report.Values.Where(value => !double.IsFinite(value.Value)).ToList();
        if (faults.Count > 0)
        {
            Observe(
                context,
                report.Step,
                new(HealthKind.NonFinite, true, false, since => NonFiniteSentence(faults, since))
            );
        }
        AddScores(context, report, faults.Count == 0);
        if (report.Step < nextCheck && report.Step < report.Steps)
        {
            return;
        }
        nextCheck = report.Step + options.CheckEvery;
        if (faults.Count == 0)
        {
            Observe(context, report.Step, new(HealthKind.NonFinite, false, true, null!));
        }
        Check(context, rules, report.Step);
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        spread?.Dispose();
        spread = null;
        if (context.Failure is NonFiniteException fault && !State(HealthKind.NonFinite).Active)
        {
            Add(context, HealthKind.NonFinite, fault.Step, fault.Step, fault.Message);
        }
    }

    private static string NonFiniteSentence(List<KeyValuePair<string, double>> faults, long since)
    {
        var values = faults.Select(fault => Invariant($"{ValueNames.Words(fault.Key)} {fault.Value:g3}"));
        return Invariant($"A loss or score has not been a number since step {since} ({string.Join(", ", values)}).");
    }

    private void AddScores(TrainingContext context, StepReport report, bool finite)
    {
        if (context.AdversarialLoss is null || !ValueNames.HasScores(report.Values))
        {
            return;
        }
        hasScores = true;
        swing.Add(report.RealScore - report.FakeScore);
        if (finite)
        {
            realScores += report.RealScore;
            fakeScores += report.FakeScore;
            scoreCount++;
        }
    }

    private void ForgetScores()
    {
        realScores = 0;
        fakeScores = 0;
        scoreCount = 0;
    }

    private void Check(TrainingContext context, HealthRules rules, long step)
    {
        var real = scoreCount > 0 ? realScores / scoreCount : double.NaN;
        var fake = scoreCount > 0 ? fakeScores / scoreCount : double.NaN;
        ForgetScores();
        var reading = new HealthReading(
            step,
            real,
            fake,
            ScoreSaturation.Discriminator(context.AdversarialLoss, real, fake),
            ScoreSaturation.Generator(context.AdversarialLoss, real, fake),
            context.Players.ToDictionary(player => player.Name, player => Gradients.Norm(player.Network)),
            swing.Measure(rules.SmallGap),
            Latest?.Spread,
            Latest?.Duplicates,
            Latest?.Nearest
        );
        foreach (var symptom in rules.Check(reading, hasScores))
        {
            Observe(context, step, symptom);
        }
        if (step >= nextLook && hasSamples)
        {
            nextLook = step + options.SampleEvery;
            SampledAt = step;
            // new latents each time: one set may be lucky
            // From inputs of the data: not one of them twice, and near its target is where a translation should be.
            var count = context.HasLatents ? spread!.Count : Math.Min(spread!.Count, context.Data.Count);
            using var samples = context.Sample(count, seed: (ulong)step);
            var (distance, duplicates, nearest) = spread.Measure(samples);
            reading = reading with
            {
                Spread = distance,
                Duplicates = duplicates,
                Nearest = context.HasLatents ? nearest : null,
            };
            foreach (var symptom in rules.CheckSamples(reading))
            {
                Observe(context, step, symptom);
            }
            if (categories is not null)
            {
                Observe(context, step, categories.Look(samples));
            }
            if (texts is not null)
            {
                Observe(context, step, texts.Look(samples));
            }
        }
        Latest = reading;
    }

    private void Observe(TrainingContext context, long step, Symptom symptom)
    {
        var state = State(symptom.Kind);
        if (!state.Look(step, symptom.Bad, symptom.Good))
        {
            return;
        }
        if (state.Active)
        {
            Add(context, symptom.Kind, state.Since, step, symptom.Sentence(state.Since));
            return;
        }
        var index = findings.FindLastIndex(finding => finding.Kind == symptom.Kind);
        findings[index] = findings[index] with { Cleared = state.Since };
        HealthLog.Cleared(log, symptom.Kind, state.Since);
    }

    private void Add(TrainingContext context, HealthKind kind, long since, long step, string sentence)
    {
        var finding = new HealthFinding(kind, since, step, sentence, HealthAdvice.For(kind, context));
        findings.Add(finding);
        HealthLog.Found(log, finding.Sentence, finding.Advice);
    }

    // A number that is none needs no second look.
    private Persistence State(HealthKind kind)
    {
        if (!states.TryGetValue(kind, out var state))
        {
            state = new(kind == HealthKind.NonFinite ? 1 : options.Persistence);
            states[kind] = state;
        }
        return state;
    }
}
