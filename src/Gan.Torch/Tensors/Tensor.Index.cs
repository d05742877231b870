using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Op _index = "aten::index.Tensor";
        private static readonly Op _index_put_ = "aten::index_put_";

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Assign(value, [i1]);
        }

        public Tensor this[long i1, long i2]
        {
            get => Read([i1, i2]);
            set => Assign(value, [i1, i2]);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => Read([i1, i2, i3]);
            set => Assign(value, [i1, i2, i3]);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => Read([i1, i2, i3, i4]);
            set => Assign(value, [i1, i2, i3, i4]);
        }

        public Tensor this[params long[] indices]
        {
            get => Read([.. indices.Select(i => (TensorIndex)i)]);
            set => Assign(value, [.. indices.Select(i => (TensorIndex)i)]);
        }

        public Tensor this[params TensorIndex[] indices]
        {
            get => Read(indices);
            set => Assign(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => Read([.. indices.Select(TensorIndex.Tensor)]);
            set => Assign(value, [.. indices.Select(TensorIndex.Tensor)]);
        }

        public Tensor index(params TensorIndex[] indices) => Read(indices);

        public Tensor index(params Tensor[] indices) => this[indices];

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            Assign(value, indices);
            return alias();
        }

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            Assign(value, indices, accumulate);
            return alias();
        }

        private Tensor Read(TensorIndex[] indices)
        {
            var view = View(indices, out var positions);
            if (positions is null) return view;
            var picked = _index.Call(view, Arg.Optional(positions));
            view.Dispose();
            return picked;
        }

        private void Assign(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            using var view = View(indices, out var positions);
            using var like = value.dtype == dtype && value.device_type == device_type ? value.alias() : value.to(dtype, device);
            if (positions is not null)
            {
                _index_put_.Call(view, Arg.Optional(positions), like, accumulate).Dispose();
                return;
            }
            if (accumulate) view.add_(like).Dispose();
            else view.copy_(like).Dispose();
        }

        /// <summary>Applies what can be a view; positions holds, per remaining dimension, the tensors that must be gathered.</summary>
        private Tensor View(TensorIndex[] indices, out Tensor?[]? positions)
        {
            var total = (int)dim();
            var taken = indices.Sum(i => i.Kind switch
            {
                TensorIndex.Sort.Dots or TensorIndex.Sort.NewAxis or TensorIndex.Sort.Flag => 0,
                TensorIndex.Sort.Many when i.Positions!.dtype == ScalarType.Bool => (int)i.Positions.dim(),
                _ => 1,
            });
            if (taken > total)
                throw new IndexOutOfRangeException($"{taken} indices were given for a tensor of {total} dimensions, {(Arg)this}.");
            if (indices.Count(i => i.Kind == TensorIndex.Sort.Dots) > 1) throw new ArgumentException("An index can hold one ellipsis only.");

            var view = alias();
            var gather = new List<Tensor?>();
            var at = 0;
            void Step(Tensor next)
            {
                view.Dispose();
                view = next;
            }
            foreach (var i in indices)
            {
                switch (i.Kind)
                {
                    case TensorIndex.Sort.All: gather.Add(null); at++; break;
                    case TensorIndex.Sort.Dots:
                        for (var skipped = total - taken; skipped > 0; skipped--) { gather.Add(null); at++; }
                        break;
                    case TensorIndex.Sort.NewAxis: Step(view.unsqueeze(at)); gather.Add(null); at++; break;
                    case TensorIndex.Sort.Flag:
                        Step(view.unsqueeze(at));
                        gather.Add(tensor(i.First == 1 ? new long[] { 0 } : [], dtype: ScalarType.Int64)); at++; break;
                    case TensorIndex.Sort.Position: Step(view.select(at, i.First!.Value)); break;
                    case TensorIndex.Sort.Range:
                        if (i.Step is <= 0) throw new ArgumentException($"A slice's step must be at least 1, but was {i.Step}.");
                        Step(_slice_Tensor.Call(view, at, i.First, i.Last, i.Step ?? 1)); gather.Add(null); at++; break;
                    default:
                        gather.Add(i.Positions);
                        at += i.Positions!.dtype == ScalarType.Bool ? (int)i.Positions.dim() : 1; break;
                }
            }
            positions = gather.Exists(g => g is not null) ? [.. gather] : null;
            return view;
        }
    }
}
