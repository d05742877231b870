namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry of an index: a position, a slice, a tensor of positions or a mask, ":" , "..." or a new axis.</summary>
    public struct TensorIndex
    {
        internal enum Sort { All, Dots, NewAxis, Position, Range, Many, Flag }

        internal Sort Kind;
        internal long? First, Last, Step;
        internal torch.Tensor? Positions;

        public static TensorIndex Colon = new() { Kind = Sort.All };

        public static TensorIndex Ellipsis = new() { Kind = Sort.Dots };

        public static TensorIndex None = new() { Kind = Sort.NewAxis };

        public static TensorIndex Null = new() { Kind = Sort.NewAxis };

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { Kind = Sort.Range, First = start, Last = stop, Step = step };

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range)
        {
            // ^0 at the end stands for the whole rest; ^n elsewhere is Python's -n.
            long? stop = range.End.IsFromEnd ? (range.End.Value == 0 ? null : -range.End.Value) : range.End.Value;
            long? start = range.Start.IsFromEnd ? (range.Start.Value == 0 ? long.MaxValue : -range.Start.Value) : range.Start.Value;
            return Slice(start, stop);
        }

        public static TensorIndex Bool(bool value) => new() { Kind = Sort.Flag, First = value ? 1 : 0 };

        public static TensorIndex Single(long? index) => index is { } i ? new() { Kind = Sort.Position, First = i } : None;

        public static TensorIndex Tensor(torch.Tensor tensor) => new() { Kind = Sort.Many, Positions = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);
    }
}
