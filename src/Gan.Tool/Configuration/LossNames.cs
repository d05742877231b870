using Gan.Losses;

namespace Gan.Tool.Configuration;

/// <summary>A loss of the papers with its settings.</summary>
internal interface ILossChoice
{
    /// <summary>The loss, with what belongs to it.</summary>
    GanBuilder On(GanBuilder gan);
}

/// <summary>The losses by name, each with the settings of its preset.</summary>
internal static class LossNames
{
    /// <summary>Settings to begin with.</summary>
    public static IReadOnlyDictionary<string, object> All { get; } =
        new Dictionary<string, object>
        {
            ["wgangp"] = new Wgangp(),
            ["wganlp"] = new Wganlp(),
            ["wgan"] = new Wgan(),
            ["wgandiv"] = new Wgandiv(),
            ["lsgan"] = new Lsgan(),
            ["lsgan-chi2"] = new Lsgan(-1, 1, 0),
            ["hinge"] = new Hinge(),
            ["r3gan"] = new R3gan(),
            ["dragan"] = new Dragan(),
            ["vanilla"] = new Vanilla(),
            ["minimax"] = new Vanilla(Saturating: true),
            ["relativistic"] = new Relativistic(),
            ["relativistic-paired"] = new Relativistic(Average: false),
            ["smoothing"] = new Smoothing(),
            ["flipping"] = new Flipping(),
        };

    internal sealed record Wgangp(double Lambda = 10) : ILossChoice
    {
        public GanBuilder On(GanBuilder gan) => gan.WithWgangp(Lambda);
    }

    internal sealed record Wganlp(double Lambda = 10) : ILossChoice
    {
        public GanBuilder On(GanBuilder gan) => gan.WithWganlp(Lambda);
    }

    internal sealed record Wgan(double Clip = 0.01) : ILossChoice
    {
        public GanBuilder On(GanBuilder gan) => gan.WithWgan(Clip);
    }

    internal sealed record Wgandiv : ILossChoice
    {
        public GanBuilder On(GanBuilder gan) => gan.WithWgandiv();
    }

    internal sealed record Lsgan(double A = 0, double B = 1, double C = 1) : ILossChoice
    {
        public GanBuilder On(GanBuilder gan) => gan.WithLsgan(new LeastSquaresLoss(A, B, C));
    }

    internal sealed record Hinge : ILossChoice
    {
        public GanBuilder On(GanBuilder gan) => gan.WithHinge();
    }

    internal sealed record R3gan(double Gamma = 1) : ILossChoice
    {
        public GanBuilder On(GanBuilder gan) => gan.WithR3gan(Gamma);
    }

    internal sealed record Dragan(double Lambda = 10) : ILossChoice
    {
        public GanBuilder On(GanBuilder gan) => gan.WithDragan(Lambda);
    }

    internal sealed record Vanilla(bool Saturating = false) : ILossChoice
    {
        public GanBuilder On(GanBuilder gan) => gan.WithVanilla(Saturating);
    }

    internal sealed record Relativistic(bool Average = true, RelativisticForm Form = RelativisticForm.Standard)
        : ILossChoice
    {
        public GanBuilder On(GanBuilder gan) => gan.WithRelativistic(Average, Form);
    }

    internal sealed record Smoothing(double Real = 0.9, double Fake = 0) : ILossChoice
    {
        public GanBuilder On(GanBuilder gan) => gan.WithLoss(new LabelSmoothing(new NonSaturatingLoss(), Real, Fake));
    }

    internal sealed record Flipping(double Share = 0.05) : ILossChoice
    {
        public GanBuilder On(GanBuilder gan) => gan.WithLoss(new LabelFlipping(new NonSaturatingLoss(), Share));
    }
}
