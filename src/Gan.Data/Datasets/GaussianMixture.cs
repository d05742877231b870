using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Points in the plane from equally likely round Gaussians: the standard test for mode collapse, with the settings of
/// Lin et al., "PacGAN" (NeurIPS 2018). A fixed set of points, as there; the label of a point is its mode.
/// </summary>
/// <remarks>Samples are <c>[2]</c>. The points are a function of the
/// arguments, up to the rounding of the platform's log and sine.</remarks>
public sealed class GaussianMixture : IDataset
{
    private const double MaxCoordinate = 1e30; // float32 ends at 3e38

    private readonly ArrayDataset points;

    private GaussianMixture(string name, (double X, double Y)[] centers, double sigma, long count, ulong seed)
    {
        Check.Positive(sigma);
        Argument.AtMost(MaxCoordinate, sigma);
        Argument.Within(1, Array.MaxLength / 2, count);

        var random = SplitMix64.For(seed, 0);
        var points = new float[2 * count];
        var modes = new long[count];
        for (var i = 0; i < modes.Length; i++)
        {
            var mode = (int)random.Below((ulong)centers.Length);
            var (x, y) = random.Normals();
            points[2 * i] = (float)(centers[mode].X + (sigma * x));
            points[(2 * i) + 1] = (float)(centers[mode].Y + (sigma * y));
            modes[i] = mode;
        }

        this.points = ArrayDataset.Table(points, 2, modes, centers.Length, name);
        Centers = centers;
        Sigma = sigma;
    }

    /// <summary>The mean of each mode.</summary>
    public IReadOnlyList<(double X, double Y)> Centers { get; }

    /// <summary>Standard deviation of each mode along each axis. A sample
    /// within 3σ of its nearest centre counts as of high quality.</summary>
    public double Sigma { get; }

    /// <inheritdoc/>
    public string Name => points.Name;

    /// <inheritdoc/>
    public long Count => points.Count;

    /// <inheritdoc/>
    public IReadOnlyList<long> SampleShape => points.SampleShape;

    /// <summary>Number of classes K of the labels 0 … K − 1; 0 for unlabelled data.</summary>
    public long Classes => points.Classes;

    /// <inheritdoc/>
    public ConditionSpec Condition => ConditionSpec.Labels(Classes);

    /// <summary>Modes evenly around a circle, the first at angle 0. The defaults are PacGAN's ring of 8.</summary>
    /// <param name="modes">Number of distinct modes, at least 1.</param>
    /// <param name="radius">Radius of the circle, positive.</param>
    /// <param name="sigma">Standard deviation of a mode along each axis, positive.</param>
    /// <param name="count">Number of points, at least 1.</param>
    /// <param name="seed">Seed of the points.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static GaussianMixture Ring(
        int modes = 8,
        double radius = 1,
        double sigma = 0.01,
        long count = 100_000,
        ulong seed = 0
    )
    {
        Argument.Within(1, 1_000_000, modes);
        Check.Positive(radius);
        Argument.AtMost(MaxCoordinate, radius);
        var centers = new (double, double)[modes];
        for (var i = 0; i < modes; i++)
        {
            // The step is 2π / modes. A step of 2π / (modes − 1) would put
            // the last mode onto the first, as in the code often copied.
            var (sin, cos) = Math.SinCos(2 * Math.PI * i / modes);
            centers[i] = (radius * cos, radius * sin);
        }

        return new GaussianMixture($"ring of {modes} Gaussians", centers, sigma, count, seed);
    }

    /// <summary>Modes on a square grid around the origin. The defaults are
    /// PacGAN's grid of 25, at −4, −2, 0, 2, 4 on each axis.</summary>
    /// <param name="side">Modes along each axis, at least 1; there are side² modes.</param>
    /// <param name="spacing">Distance of neighbouring modes, positive.</param>
    /// <param name="sigma">Standard deviation of a mode along each axis, positive.</param>
    /// <param name="count">Number of points, at least 1.</param>
    /// <param name="seed">Seed of the points.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static GaussianMixture Grid(
        int side = 5,
        double spacing = 2,
        double sigma = 0.05,
        long count = 100_000,
        ulong seed = 0
    )
    {
        Argument.Within(1, 1000, side);
        Check.Positive(spacing);
        Argument.AtMost(MaxCoordinate / 1000, spacing);
        var middle = (side - 1) / 2.0;
        var centers = new (double, double)[side * side];
        for (var i = 0; i < centers.Length; i++)
        {
            centers[i] = (spacing * ((i / side) - middle), spacing * ((i % side) - middle));
        }

        return new GaussianMixture($"grid of {side} x {side} Gaussians", centers, sigma, count, seed);
    }

    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device) => points.Read(indices, device);

    /// <summary>Frees the points.</summary>
    public void Dispose() => points.Dispose();
}
