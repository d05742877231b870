using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

public sealed partial class TrainedGan
{
    /// <summary>Whether the generator maps latents to styles first, as StyleGAN2's does.</summary>
    public bool HasStyles => generator.Styled is not null;

    /// <summary>Styles [count, L, w] on the CPU, from the coarsest layer to the finest: those of the samples of the
    /// same seed.</summary>
    /// <param name="count">How many. At least 1.</param>
    /// <param name="label">The class of all of them; null lets the classes of a conditional GAN take turns.</param>
    /// <param name="seed">Equal seeds give equal styles; null draws new ones at each call.</param>
    /// <exception cref="ArgumentOutOfRangeException">count or label is out of range.</exception>
    /// <exception cref="InvalidOperationException">The generator has no styles.</exception>
    /// <exception cref="ObjectDisposedException">The GAN was disposed.</exception>
    public Tensor Styles(long count, long? label = null, long? seed = null)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return sampler.Styles(count, label, Seed(seed));
    }

    /// <summary>Samples [N, ...Shape] of styles, on the CPU.</summary>
    /// <param name="styles">Floats [N, L, w], such as those of <see cref="Styles"/> after a change.</param>
    /// <exception cref="ArgumentException">The styles are no floats of that shape.</exception>
    /// <exception cref="InvalidOperationException">The generator has no styles.</exception>
    /// <exception cref="ObjectDisposedException">The GAN was disposed.</exception>
    public Tensor Synthesise(Tensor styles)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentNullException.ThrowIfNull(styles);
        return sampler.Synthesise(styles);
    }

    /// <summary>The same under noise of the layers' own, such as <see cref="StyleProjection.Noise"/>.</summary>
    /// <param name="styles">Floats [N, L, w].</param>
    /// <param name="noise">Floats [1, 1, H, W], from the coarsest layer to the finest.</param>
    /// <exception cref="ArgumentException">Styles or noise are no floats of those shapes.</exception>
    /// <exception cref="InvalidOperationException">The generator has no styles.</exception>
    /// <exception cref="ObjectDisposedException">The GAN was disposed.</exception>
    public Tensor Synthesise(Tensor styles, IReadOnlyList<Tensor> noise)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentNullException.ThrowIfNull(styles);
        ArgumentNullException.ThrowIfNull(noise);
        return sampler.Synthesise(styles, noise);
    }

    /// <summary>Style mixing (Karras et al. 2019, section 3.1): what one sample has in coarse layers and another in
    /// fine ones, [1, ...Shape].</summary>
    /// <param name="a">Seed of the sample that gives the layers before <paramref name="from"/>.</param>
    /// <param name="b">Seed of the sample that gives those from there on.</param>
    /// <param name="from">The first layer of <paramref name="b"/>, in [0, L]: two layers a resolution, so that 4 are
    /// those of the two smallest.</param>
    /// <param name="label">The class of both; 0 when null and the GAN is asked by label.</param>
    /// <exception cref="ArgumentOutOfRangeException">from or label is out of range.</exception>
    /// <exception cref="InvalidOperationException">The generator has no styles.</exception>
    /// <exception cref="ObjectDisposedException">The GAN was disposed.</exception>
    public Tensor Mix(long a, long b, int from, long? label = null)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        using var scope = NewDisposeScope();
        var mixed = Mixed(sampler.Styles(1, label, (ulong)a), sampler.Styles(1, label, (ulong)b), from);
        return sampler.Synthesise(mixed).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The picture of style mixing, row by row, [(R + 1)·(C + 1), ...Shape]: the first row shows the samples that give
    /// fine layers, the first column those that give coarse ones, and where they meet is their mixture. The first place
    /// is empty. A row has C + 1 places.
    /// </summary>
    /// <param name="rows">Seeds R of the samples that give the layers before <paramref name="from"/>.</param>
    /// <param name="columns">Seeds C of those that give the layers from there on.</param>
    /// <param name="from">The first fine layer, in [0, L].</param>
    /// <param name="label">The class of all; 0 when null and the GAN is asked by label.</param>
    /// <exception cref="ArgumentException">There are no rows or no columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">from or label is out of range.</exception>
    /// <exception cref="InvalidOperationException">The generator has no styles.</exception>
    /// <exception cref="ObjectDisposedException">The GAN was disposed.</exception>
    public Tensor MixGrid(IReadOnlyList<long> rows, IReadOnlyList<long> columns, int from, long? label = null)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        if (rows.Count == 0 || columns.Count == 0)
        {
            throw new ArgumentException(
                $"A grid of mixtures needs rows and columns, but has {rows.Count} and {columns.Count}.",
                rows.Count == 0 ? nameof(rows) : nameof(columns)
            );
        }
        using var scope = NewDisposeScope();
        Tensor Of(long seed) => sampler.Styles(1, label, (ulong)seed);
        var fine = columns.Select(Of).ToList();
        var styles = new List<Tensor>(fine);
        foreach (var coarse in rows.Select(Of))
        {
            styles.Add(coarse);
            styles.AddRange(fine.Select(other => Mixed(coarse, other, from)));
        }
        var samples = sampler.Synthesise(cat([.. styles]));
        return cat([full_like(samples.narrow(0, 0, 1), -1), samples]).MoveToOuterDisposeScope();
    }

    /// <summary>Looks for the style whose image comes nearest to a given one, by gradient descent.</summary>
    /// <param name="image">Floats [...Shape] or [1, ...Shape], in [-1, 1].</param>
    /// <param name="options">How; null for the defaults, whose 500 steps took 80 s on two cores for 32 pixels.</param>
    /// <param name="progress">Gets the number of steps done.</param>
    /// <param name="cancellation">Ends the search after the running step; what was found is returned.</param>
    /// <exception cref="ArgumentException">The image is no floats of that shape, or they leave the range.</exception>
    /// <exception cref="GanConfigurationException">A setting is out of range.</exception>
    /// <exception cref="InvalidOperationException">The generator has no styles.</exception>
    /// <exception cref="ObjectDisposedException">The GAN was disposed.</exception>
    public StyleProjection Project(
        Tensor image,
        ProjectionOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentNullException.ThrowIfNull(image);
        return sampler.Project(image, options ?? new(), progress, cancellation);
    }

    private Tensor Mixed(Tensor coarse, Tensor fine, int from)
    {
        var layers = coarse.size(1);
        Argument.Within(0, layers, (long)from, nameof(from));
        return cat([coarse.narrow(1, 0, from), fine.narrow(1, from, layers - from)], 1);
    }
}
