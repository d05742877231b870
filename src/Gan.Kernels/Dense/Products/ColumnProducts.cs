using System.Runtime.CompilerServices;
using static Gan.Kernels.Panels;
using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>
/// to[i][j] = Σ over k of a[k][i] · b[k][j], as the gradient of a linear layer's weight has it. Items: groups of 8 rows
/// of the result; b is packed into panels before, a by the thread that needs it.
/// </summary>
internal unsafe struct ColumnProducts<V, P> : IWork
    where V : unmanaged
    where P : struct, ILanes<V>
{
    [ThreadStatic]
    private static Scratch? scratch;

    private MatrixShape shape;
    private float* a;
    private float* panels;
    private float* to;

    internal static void Run(MatrixShape shape, float* a, float* b, float* to)
    {
        var count = (shape.Columns + Panel - 1) / Panel;
        using var memory = empty([count * shape.Terms * Panel], ScalarType.Float32, CPU);
        var panels = Memory.AddressOf(memory);
        var packing = new Packing
        {
            Shape = shape,
            B = b,
            Panels = panels,
        };
        Workers.Run(ref packing, count, Memory.Grain(shape.Terms * Panel));
        var work = new ColumnProducts<V, P>
        {
            shape = shape,
            a = a,
            panels = panels,
            to = to,
        };
        Workers.Run(ref work, (shape.Rows + Rows - 1) / Rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Do(nint from, nint end)
    {
        var lines = Scratch.Get(ref scratch, shape.Terms * Rows);
        var zeros = stackalloc float[Panel];
        for (var item = from; item < end; item++)
        {
            var row = item * Rows;
            var rows = Math.Min(Rows, shape.Rows - row);
            for (nint k = 0; k < shape.Terms; k++)
            {
                for (nint i = 0; i < rows; i++)
                {
                    lines[k * Rows + i] = a[k * shape.Rows + row + i];
                }
            }
            for (nint first = 0; first < shape.Columns; first += Panel)
            {
                PanelProducts<V, P>.Times(
                    lines,
                    1,
                    Rows,
                    rows,
                    panels + first * shape.Terms,
                    shape.Terms,
                    zeros,
                    to + row * shape.Columns + first,
                    shape.Columns,
                    Math.Min(Panel, shape.Columns - first)
                );
            }
        }
    }

    private struct Packing : IWork
    {
        internal MatrixShape Shape;
        internal float* B;
        internal float* Panels;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Do(nint from, nint end)
        {
            for (var item = from; item < end; item++)
            {
                var first = item * Panel;
                PanelProducts<V, P>.Pack(B, Shape.Terms, Shape.Columns, first, Panels + first * Shape.Terms);
            }
        }
    }
}
